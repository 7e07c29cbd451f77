//! Names that the reader put together and took apart, kept in this browser.

use crate::app::browser;
use crate::names::Placed;
use crate::text::{fold, on_one_line};

const KEPT: &str = "crossread-names";

/// More are not kept; the oldest goes.
const MOST: usize = 200;

/// What is kept: a form and its name a line, the last one first. A line that is neither is passed
/// over.
pub(super) fn kept() -> Vec<Placed> {
    let lines = browser::kept_lines(KEPT);
    let placed = lines.iter().filter_map(|line| {
        let (form, name) = line.split_once('\t')?;
        Some(Placed {
            form: form.to_owned(),
            name: name.to_owned(),
        })
    });
    placed.take(MOST).collect()
}

/// Keeps that a form belongs to `name`, or with `None` what was found; all changes after that, or
/// `None` where the browser keeps nothing.
pub(super) fn place(form: &str, name: Option<String>) -> Option<Vec<Placed>> {
    // Another window may have changed them meanwhile.
    let mut now = kept();
    let form = on_one_line(form);
    now.retain(|it| fold(&it.form) != fold(&form));
    if let Some(name) = name {
        let name = on_one_line(&name);
        now.insert(0, Placed { form, name });
        now.truncate(MOST);
    }
    keep(&now).then_some(now)
}

/// Forgets them all; whether the browser does.
pub(super) fn forget() -> bool {
    keep(&[])
}

fn keep(placed: &[Placed]) -> bool {
    let lines: Vec<String> = (placed.iter())
        .map(|it| format!("{}\t{}", it.form, it.name))
        .collect();
    browser::keep_lines(KEPT, &lines)
}
