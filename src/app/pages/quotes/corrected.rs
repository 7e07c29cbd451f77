//! Speakers that the reader corrected, kept in this browser.

use crate::app::browser;
use crate::protocol::Correction;

const KEPT: &str = "crossread-speakers";

/// More are not kept; the oldest goes.
const MOST: usize = 500;

/// What is kept: a statement's key and a name a line, the last one first. A line that is neither is
/// passed over.
pub(super) fn kept() -> Vec<Correction> {
    let lines = browser::kept_lines(KEPT);
    let corrections = lines.iter().filter_map(|line| {
        let (statement, speaker) = line.split_once('\t')?;
        Some(Correction {
            statement: statement.to_owned(),
            speaker: speaker.to_owned(),
        })
    });
    corrections.take(MOST).collect()
}

/// Keeps `speaker` as that of a statement, or with `None` what was found; all corrections after
/// that, or `None` where the browser keeps nothing.
pub(super) fn correct(statement: &str, speaker: Option<String>) -> Option<Vec<Correction>> {
    // Another window may have changed them meanwhile.
    let mut now = kept();
    now.retain(|it| it.statement != statement);
    if let Some(speaker) = speaker {
        let words: Vec<&str> = speaker.split_whitespace().collect();
        now.insert(
            0,
            Correction {
                statement: statement.to_owned(),
                speaker: words.join(" "),
            },
        );
        now.truncate(MOST);
    }
    keep(&now).then_some(now)
}

/// Forgets them all; whether the browser does.
pub(super) fn forget() -> bool {
    keep(&[])
}

fn keep(corrections: &[Correction]) -> bool {
    let lines: Vec<String> = (corrections.iter())
        .map(|it| format!("{}\t{}", it.statement, it.speaker))
        .collect();
    browser::keep_lines(KEPT, &lines)
}
