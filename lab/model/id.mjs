// A made-up identifier in the style of the vendors.
export const id = (prefix) => prefix + Math.random().toString(36).slice(2, 14);
