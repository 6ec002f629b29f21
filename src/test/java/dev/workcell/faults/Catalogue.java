package dev.workcell.faults;

import java.util.List;

/// The 38 faults that the design promises to survive, and what injects each. docs/faults.md begins
/// with it.
final class Catalogue {
  private Catalogue() {}

  /// All of them, by number.
  static List<Fault> faults() {
    return List.of(
        Fault.of(1, "the agent ends at once, with any code", "exact code, whole log")
            .tests(
                "wrapper.ExitsAtOnceTest#sixty_agents_print_a_megabyte_and_exit_and_each_byte_and_code_is_there",
                "wrapper.ExitsAtOnceTest#three_of_them_through_whole_launches",
                "wrapper.WrapperRecordsTest#how_the_agent_ended_is_recorded_and_settled_once"),
        Fault.of(2, "the agent is killed", "128+n is recorded; it begins again by policy")
            .rows("agent-*"),
        Fault.of(
                3,
                "the wrapper is killed",
                "noticed, the cause is named; never a second agent while the tree lives")
            .rows("wrapper-*"),
        Fault.of(4, "the pty keeper of an interactive agent is killed", "as 3")
            .rows("keeper-*")
            .tests("interactive.InteractiveTest#a_keeper_that_is_killed_is_an_exit_on_record"),
        Fault.of(
                5,
                "the tmux server is killed",
                "the agent is untouched; attach brings a new viewer")
            .rows(
                "tmux-server-kill",
                "tmux-server-term",
                "attach-after-tmux-death",
                "viewer-killed-at-work"),
        Fault.of(
                6, "the tmux server hangs", "commands answer all the same; the agent is not killed")
            .rows("tmux-server-stopped"),
        Fault.of(
                7,
                "somebody types kill-session or kill-server",
                "only the viewer ends: nothing but `workcell stop` means stop")
            .rows("tmux-kill-*"),
        Fault.of(8, "the socket is deleted", "the agent goes on; the lost viewer ends with its run")
            .tests("cells.LostSocketTest#a_viewer_whose_socket_was_deleted_is_ended_with_its_run"),
        Fault.of(
                9,
                "a file or a link in the place of the socket",
                "refused; its content is never destroyed")
            .rows("tmux-socket-replaced"),
        Fault.of(
                10,
                "two supervisors, 20 racing launches of one workcell",
                "exactly one agent; the losers say why")
            .rows("race-*", "supervisors-at-once"),
        Fault.of(
                11,
                "the supervisor is killed at each of its write points",
                "the state is rebuilt from files, nothing starts twice, no event is lost")
            .rows("supervisor-killed-*", "supervisor-leaves-*", "settle-*", "launch-killed-*")
            .tests(
                "post.KilledTest#at_each_point_the_notice_arrives_and_twice_only_when_its_answer_was_lost"),
        Fault.of(
                12,
                "the supervisor is stopped for 10 minutes, then goes on",
                "nobody is taken for dead, no storm of restarts")
            .rows("supervisor-stopped-for-a-while")
            .reduced("for 40 s; from 30 s on it counts as having slept"),
        Fault.of(
                13,
                "the machine reboots, or loses power",
                "every workcell goes on or is parked; the state is never empty or torn")
            .rows("machine-rebooted", "everything-killed-at-work")
            .tests(
                "disk.JournalFileTest#cut_at_any_byte_what_was_whole_stays",
                "disk.WitnessFilesTest#a_file_that_is_cut_off_anywhere_is_as_good_as_none")
            .reduced(
                "all processes are killed and the boot id changes; power is not cut: what a disk loses"
                    + " then is tried by cutting the files at any byte"),
        Fault.of(
                14,
                "the disk is full",
                "told as that; the exit is still recorded; with space again it goes on")
            .rows("disk-full-at-work")
            .tests(
                "cells.DeletingAgentsTest#an_agent_that_fills_the_disk_is_parked_as_that_and_its_exit_is_recorded",
                "cells.BadHomesTest#a_home_on_a_full_disk_is_refused",
                "wrapper.WrapperAloneTest#on_a_full_disk_the_reserve_holds_the_exit"),
        Fault.of(15, "quota, I/O errors, a read-only disk, no more files", "as 14, no crash")
            .rows("disk-read-only")
            .tests(
                "cells.BadHomesTest#a_home_on_a_read_only_disk_is_refused",
                "cells.BadReposTest#a_repo_on_a_read_only_disk_is_refused")
            .reduced(
                "read-only alone; quota and I/O errors come the same way and are not made here"),
        Fault.of(16, "no inode left, a file too large", "as 14")
            .rows("inodes-gone-at-work")
            .reduced("a limit on the size of files is not set"),
        Fault.of(
                17,
                "memory runs out: agent, wrapper, tmux server or supervisor is killed",
                "only that workcell is hit")
            .rows(
                "agent-killed",
                "agent-killed-supervised",
                "wrapper-killed-at-work",
                "tmux-server-kill",
                "supervisor-killed-at-work",
                "everything-killed-at-work")
            .reduced("each is killed as the kernel does it, with KILL; memory is not filled"),
        Fault.of(
                18,
                "no more processes or terminals",
                "new launches are refused with the cause; others go on")
            .tests("host.CommandsTest#what_cannot_be_started_is_told_before_anything_runs")
            .reduced("no limit is set: it would hit the machine that the tests share"),
        Fault.of(19, "who shows the log is killed or hangs", "the agent never waits for it")
            .rows("attach-leaves-nothing", "attach-terminal-killed", "tmux-server-stopped"),
        Fault.of(20, "10 GB of output, a line of 1 GB", "bounded memory")
            .tests(
                "supervise.LiveOutputTest#a_line_without_end_is_cut_and_not_read_again_and_again",
                "diagnose.PlainTextTest#a_megabyte_without_an_end_is_no_trouble",
                "cells.DeletingAgentsTest#an_agent_that_fills_the_disk_is_parked_as_that_and_its_exit_is_recorded")
            .reduced("hundreds of MB; the log is never rotated, the disk is its bound"),
        Fault.of(21, "hostile text in output, names and files", "nothing of it is executed")
            .tests(
                "cells.HostileTextTest#hostile_words_everywhere_execute_nowhere",
                "diagnose.PlainTextTest#whatever_comes_no_control_is_left"),
        Fault.of(22, "the clock jumps, the machine sleeps", "no timeout by that, nobody is ended")
            .rows("supervisor-stopped-for-a-while")
            .tests(
                "diagnose.WatchdogTest#a_machine_that_slept_is_no_silence",
                "sim.AMonthTest#a_month_of_500_workcells_with_faults_keeps_what_is_promised")
            .reduced("the clock of the machine is not set: on a hand-cranked one"),
        Fault.of(23, "a pid is used again", "a foreign process is never signalled")
            .rows("pid-reused")
            .tests(
                "host.IdentityTest#a_pid_that_was_reused_is_gone",
                "host.IdentityTest#a_signal_to_whom_only_the_pid_fits_is_not_sent"),
        Fault.of(
                24,
                "status.json or a journal is torn, garbage or gone",
                "rebuilt from the journal; what was cut off is kept")
            .tests(
                "cells.DamagedFilesTest#a_status_that_is_torn_or_garbage_or_gone_is_rebuilt_from_the_journal_and_show_says_so",
                "cells.DamagedFilesTest#a_torn_last_journal_line_is_never_read_and_is_kept_aside_by_the_next_append",
                "cells.DamagedFilesTest#a_journal_line_of_nobody_is_a_plain_refusal_and_the_other_workcells_are_still_listed"),
        Fault.of(
                25,
                "brief.md, verify.sh, the run or the whole workcell are deleted or replaced",
                "noticed; parked, never passed by another check")
            .tests(
                "cells.DeletingAgentsTest#an_agent_that_empties_its_run_directory_is_parked_with_its_work_saved",
                "cells.DeletingAgentsTest#an_agent_that_deletes_only_its_attempt_still_comes_to_rest",
                "cells.DeletingAgentsTest#an_agent_that_deletes_its_whole_workcell_leaves_word_and_no_process",
                "cells.CheatingAgentsTest#an_agent_that_rewrites_verify_sh_of_its_run_is_caught_now_and_at_every_later_verb",
                "cells.CheatingAgentsTest#an_agent_that_deletes_verify_sh_does_not_end_as_if_there_had_been_no_check")
            .reduced(
                "a run directory that was moved away and linked to is followed: who can do that has our"
                    + " rights"),
        Fault.of(
                26,
                "verify.sh hangs, prints without end, leaves a daemon, edits itself",
                "ended in time with all that it started; its hash is checked")
            .rows("check-hangs", "settle-killed-while-checking")
            .tests(
                "host.CommandsTest#the_limit_ends_the_whole_session_and_all_descendants_even_those_that_ignore_it",
                "cells.CheatingAgentsTest#an_agent_that_rewrites_verify_sh_of_its_run_is_caught_now_and_at_every_later_verb"),
        Fault.of(27, "the agent says done and the check does not pass", "never passed")
            .tests(
                "cells.FirstLightTest#done_that_the_check_does_not_confirm_is_parked_and_a_resume_goes_on_from_there",
                "cells.CheatingAgentsTest#work_that_is_not_there_is_not_passed_by_claiming_it",
                "cells.TakeTest#a_tree_that_changed_since_is_not_taken"),
        Fault.of(
                28,
                "the agent leaves daemons behind",
                "found by their environment, named and ended")
            .tests(
                "cells.StubbornAgentsTest#an_agent_that_daemonises_is_found_by_its_environment_and_ended",
                "cells.StubbornAgentsTest#a_dev_server_that_is_left_running_is_named_and_ended",
                "host.TreeOfRealProcessesTest#a_daemonised_grandchild_is_found_by_the_environment_it_kept"),
        Fault.of(29, "the agent waits for a permission, a login, trust", "asking, not killed")
            .rows("asking-*")
            .tests(
                "interactive.InteractiveTest#what_it_asks_is_told_and_waits_for_a_person_who_answers",
                "interactive.InteractiveTest#a_dialog_whose_safe_keys_the_page_names_is_answered_once"),
        Fault.of(
                30,
                "a limit, an overloaded provider, no network",
                "waited for with its reset time; no budget is spent")
            .tests(
                "recovery.GoesOnByItselfTest#a_limit_is_waited_for_and_spends_nothing",
                "playbook.SettlementTest#a_limit_without_a_stated_end_says_so",
                "diagnose.WatchdogTest#a_stated_reset_is_waited_for_by_the_agent_itself",
                "diagnose.CorpusTest#is_read_as_what_really_happened"),
        Fault.of(
                31,
                "the agent's conversation is lost or refused",
                "a fresh start from handoff.md, said so")
            .rows("conversation-lost"),
        Fault.of(32, "no more directories can be watched", "found by looking around")
            .rows("nothing-can-be-watched"),
        Fault.of(33, "the system ends everything at logout", "doctor warns before")
            .tests("cells.ServiceTest#doctor_warns_of_a_system_that_ends_workcells_at_logout")
            .reduced("no login manager runs where the tests do; after it, it is 13"),
        Fault.of(34, "tmux is upgraded under running servers", "only the viewer is lost")
            .rows("tmux-upgraded"),
        Fault.of(35, "text typed into the agent is lost", "noticed by its effect, sent once")
            .tests(
                "interactive.SayTest#an_enter_that_was_lost_is_pressed_again_and_the_text_is_told_once",
                "interactive.SayTest#say_is_killed_at_a_point_and_the_next_look_carries_on_so_that_it_is_told_once",
                "interactive.SayTest#say_is_killed_before_its_first_line_and_nothing_was_said"),
        Fault.of(36, "tmux loses exit codes", "exact code all the same: the wrapper is its witness")
            .tests("wrapper.ExitsAtOnceTest#three_that_exit_at_once_through_whole_launches"),
        Fault.of(37, "a slow disk", "a death is noticed all the same")
            .reduced("no disk here can be made slow"),
        Fault.of(
                38,
                "500 workcells die in the same second",
                "all are recorded, the restarts are spread")
            .rows("many-at-once")
            .tests("sim.AMonthTest#a_month_of_500_workcells_with_faults_keeps_what_is_promised")
            .reduced("20 of them with real processes, 500 in the simulation"));
  }

  /// The rows that a word of a fault stands for.
  static List<String> named(String word, java.util.Collection<String> ids) {
    var begins = word.endsWith("*") ? word.substring(0, word.length() - 1) : "";
    return ids.stream()
        .filter(id -> begins.isEmpty() ? id.equals(word) : id.startsWith(begins))
        .toList();
  }
}
