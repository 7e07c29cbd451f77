//! Going to a thing by a fragment of its name.

use thirtyfour::Key;

use crate::page::Page;

pub fn goes_to_a_source(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    go(page, "sputnik", "Far-Right");
    page.wait_ready("read");
    page.wait_for_text("main h1", "Far-Right");
}

pub fn goes_to_a_speaker(page: &Page<'_>) {
    page.open_view("#/", "overview");
    go(page, "kimura", "speaker");
    page.wait_ready("quotes");
    page.wait_address_with("speaker=");
    page.wait_for_text("article.quotation", "Kimura");
}

/// Opens the palette, types, steps down to the first choice with these words and takes it.
#[track_caller]
fn go(page: &Page<'_>, fragment: &str, words: &str) {
    page.press_with_control('k');
    page.wait_for("dialog.palette input");
    page.press(fragment);
    page.wait_for_text("dialog.palette [role=option]", words);
    // The list may still change with the last letter's answer, so each step looks where it led.
    let selected = "dialog.palette [role=option][aria-selected=true]";
    let is_there = || page.texts(selected).iter().any(|it| it.contains(words));
    for _ in 0..page.count("dialog.palette [role=option]") * 3 {
        if is_there() {
            break;
        }
        page.press(Key::Down);
    }
    page.wait_for_text(selected, words);
    page.press(Key::Enter);
    page.wait_gone("dialog.palette");
}
