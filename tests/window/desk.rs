//! The real window with the real reader: a person opens a sample, sees the evidence on its page,
//! decides, and finds the decision there when the program is started again.

use std::path::Path;

use crate::driver::{CONTROL, Driver, ENTER, ESCAPE, Window};
use crate::office::{Office, SOON, advice, loads_a_table_of_roads, plain, sees_the_evidence};

const PROGRAM: &str = env!("CARGO_BIN_EXE_hezhi-window");

#[test]
fn a_decision_on_a_sample_outlives_the_program() {
    let office = Office::new();
    let driver = Driver::start(&office.environment());
    let arguments = ["--samples", plain(office.samples.path())];
    let desk = driver.open(Path::new(PROGRAM), &arguments);

    assert_ne!(advice(&desk), "可以受理", "another room is no reason to accept");
    desk.press(&['j', ENTER]);
    sees_the_evidence(&desk);
    desk.press(&['j']);
    desk.wait(
        "the finding's place to light up",
        SOON,
        "return !!document.querySelector('.view .sheet polygon.lit')",
    );
    cannot_do_more_than_it_needs(&desk, &driver.address);
    must_give_grounds_against_the_advice(&desk);

    desk.press(&[CONTROL, ENTER]);
    let decided = desk.wait("the decision in the queue", SOON, DECISION);
    desk.close();

    let desk = driver.open(Path::new(PROGRAM), &arguments);
    let kept = desk.wait("the decision after the restart", SOON, DECISION);
    assert_eq!(kept, decided);
    assert_eq!(
        desk.ask("return document.querySelectorAll('a.row').length"),
        1,
        "samples come in once"
    );

    desk.press(&['j', ENTER]);
    desk.wait(
        "the decision in the application", SOON, "return !!document.querySelector('.decided')",
    );
    desk.press(&[CONTROL, 'z']);
    desk.wait("the decision to be taken back", SOON, "return !!document.querySelector('.kinds')");
    loads_a_table_of_roads(&desk);
    desk.close();
}

/// What stands in the queue for the decision on the sample.
const DECISION: &str =
    "const words = document.querySelector('a.row .decision')?.textContent.trim() ?? '';
    if (words === '') {
      // The queue opens with what is still to be decided.
      const shown = [...document.querySelectorAll('select')]
        .find((s) => [...s.options].some((o) => o.value === 'decided'));
      if (shown && shown.value !== 'decided') {
        shown.value = 'decided';
        shown.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }
    return words.startsWith('已') && words";

fn must_give_grounds_against_the_advice(desk: &Window) {
    desk.press(&['1']);
    desk.wait("the question for grounds", SOON, "return document.activeElement?.id === 'note'");
    // A machine that has just built the program sometimes loses the first chord.
    const MISSING: &str =
        "return /依据/.test(document.querySelector('.draft [role=alert]')?.textContent ?? '')";
    for _ in 0..3 {
        desk.press(&[CONTROL, ENTER]);
        std::thread::sleep(std::time::Duration::from_secs(1));
        if desk.ask(MISSING) == true {
            break;
        }
    }
    desk.wait("a word on what is missing", SOON, MISSING);
    desk.press(&[ESCAPE]);
    desk.wait("the draft to be gone", SOON, "return !document.querySelector('.draft')");
}

/// The page may call the desk's commands and ask for files and folders, and little else.
fn cannot_do_more_than_it_needs(desk: &Window, elsewhere: &str) {
    let invoke = |command: &str| {
        desk.ask_later(&format!(
            "window.__TAURI_INTERNALS__.invoke('{command}', {{}})
               .then(() => done('allowed'), (error) => done(String(error?.message ?? error)))"
        ))
    };
    assert_eq!(invoke("status"), "allowed");
    for command in ["plugin:dialog|message", "plugin:event|emit", "plugin:webview|create_webview"] {
        let answer = invoke(command);
        assert!(
            answer.as_str().is_some_and(|text| text.contains("not allowed")),
            "{command}: {answer}"
        );
    }
    // The driver itself answers whoever asks it: it stands for the rest of the world.
    let reached = desk.ask_later(&format!(
        "fetch('{elsewhere}/status', {{ mode: 'no-cors' }}).then(() => done('reached'), () => done('refused'))"
    ));
    assert_eq!(reached, "refused", "the page opens no connection");
}
