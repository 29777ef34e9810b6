//! What shows on a terminal, and in no pipe: colours, progress, the summary.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::{SAMPLE, Scratch, binary, mended};

/// A terminal: our side of it, and the program's.
fn terminal() -> (File, OwnedFd) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (File::from(ours), theirs)
}

/// What comes out of a terminal, piece by piece, until the program is gone.
fn shown(mut terminal: File) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut piece = [0; 4096];
        // At its end a terminal gives an error, not nothing.
        while let Ok(len @ 1..) = terminal.read(&mut piece) {
            if send.send(String::from_utf8_lossy(&piece[..len]).into_owned()).is_err() {
                break;
            }
        }
    });
    receive
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(args).stdin(Stdio::null()).env("TERM", "xterm-256color");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

/// What the command shows on a terminal that is its standard output, or its standard error.
fn on_terminal(mut command: Command, is_output: bool) -> String {
    let (ours, theirs) = terminal();
    if is_output {
        command.stdout(theirs).stderr(Stdio::piped());
    } else {
        command.stdout(Stdio::null()).stderr(theirs);
    }
    let mut child = command.spawn().unwrap();
    drop(command); // and with it our copy of their side
    let shown: String = shown(ours).iter().collect();
    child.wait().unwrap();
    shown
}

#[test]
fn a_diff_is_coloured_on_a_terminal_alone() {
    let args = ["--format", "diff", SAMPLE];
    assert!(!mended(&args, b"").contains('\x1b'));
    assert!(on_terminal(command(&args), true).contains("\x1b[31m-"));
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        let mut command = command(&args);
        command.env(name, value);
        let shown = on_terminal(command, true);
        assert!(shown.contains("@@ ") && !shown.contains("\x1b[31m"), "{name}");
    }
}

#[test]
fn the_summary_is_shown_to_who_looks_on() {
    assert!(on_terminal(command(&[SAMPLE]), false).contains("column_breaks"));
    assert_eq!(on_terminal(command(&["--quiet", SAMPLE]), false), "");
    let output = command(&[SAMPLE]).output().unwrap();
    assert!(output.stderr.is_empty(), "no terminal, no summary");
    assert!(!on_terminal(command(&[SAMPLE]), true).contains("column_breaks"), "nor amid the text");
    let out = tempfile::tempdir().unwrap();
    let args = ["--out", out.path().to_str().unwrap(), SAMPLE];
    assert!(on_terminal(command(&args), false).contains("1 input read, 1 changed: 1 page, "));
}

#[test]
fn a_note_and_an_error_are_shown_whole() {
    let bad = Scratch::new("terminal-bad", b"one\n\xb1\xa8\n");
    let shown = on_terminal(command(&[bad.path()]), false);
    assert!(shown.contains("invalid UTF-8 at byte 4 of the file") && shown.contains("1 failed"), "{shown}");
}

/// Long work shows how far it is on a terminal; the same work at the same time says nothing in a pipe.
#[test]
fn progress_is_shown_on_a_terminal_alone() {
    let start = |stderr: Stdio| -> Child {
        command(&[]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(stderr).spawn().unwrap()
    };
    let (ours, theirs) = terminal();
    let (mut watched, mut piped) = (start(theirs.into()), start(Stdio::piped()));
    let shown = shown(ours);
    let mut seen = String::new();
    // It comes after a second of work: as many pages, then, as it takes.
    for _ in 0..6000 {
        for child in [&mut watched, &mut piped] {
            child.stdin.as_mut().unwrap().write_all("定于1月 25日召开。\n\x0c".as_bytes()).unwrap();
        }
        seen.extend(shown.recv_timeout(Duration::from_millis(10)));
        if seen.contains(" edits, standard input") {
            break;
        }
    }
    assert!(seen.contains(" pages, ") && seen.contains(" edits, standard input"), "{seen}");
    drop((watched.stdin.take(), piped.stdin.take()));
    let rest: String = shown.iter().collect();
    assert!(rest.contains("\x1b[2K") || rest.contains("\r"), "the line is taken away: {rest:?}");
    assert!(rest.contains("split_numbers"), "{rest:?}");
    watched.wait().unwrap();
    let mut told = String::new();
    piped.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((piped.wait().unwrap().code(), told.as_str()), (Some(0), ""));
}
