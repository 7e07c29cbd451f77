//! What axe-core finds in every view.

use thirtyfour::Key;

use super::every_view;
use crate::axe;
use crate::page::Page;

pub fn no_violation(page: &Page<'_>) {
    page.open_view("#/", "overview");
    let mut violations = Vec::new();
    for (view, address) in every_view(page) {
        page.open_view(&address, view);
        violations.extend(axe::violations(page));
    }
    page.open_view("#/weather", "not-found");
    violations.extend(axe::violations(page));
    page.open("?corpus=missing.crossread#/");
    page.wait_for("main[data-state=failed]");
    violations.extend(axe::violations(page));

    page.open_view("#/search?q=treaty", "search");
    page.press_with_control('k');
    page.wait_for("dialog.palette");
    violations.extend(axe::violations(page));
    page.press(Key::Escape);
    page.wait_gone("dialog.palette");
    page.press('?');
    page.wait_for("dialog.help");
    violations.extend(axe::violations(page));

    assert!(
        violations.is_empty(),
        "axe-core objects:\n{}",
        violations.join("\n")
    );
}

pub fn no_violation_in_the_dark(page: &Page<'_>) {
    let dark = page.eval("return matchMedia('(prefers-color-scheme: dark)').matches");
    assert_eq!(dark, true, "the browser was started with dark colors");
    no_violation(page);
}
