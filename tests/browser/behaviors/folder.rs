//! Files, and where they come from.

use crate::page::Page;
use crate::site::BASE;

pub fn all_files_come_from_it(page: &Page<'_>) {
    page.open_view("#/search?q=treaty", "search");
    page.wait_for("li.hit");
    let paths = page.take_requests();
    for kind in [".html", ".js", ".css", ".wasm", ".crossread"] {
        let some = paths
            .iter()
            .any(|path| path.ends_with(kind) || kind == ".html" && path == BASE);
        assert!(some, "no {kind} among {paths:#?}");
    }
    let elsewhere: Vec<&String> = paths
        .iter()
        .filter(|path| !path.starts_with(BASE))
        .collect();
    assert!(
        elsewhere.is_empty(),
        "asked for outside of {BASE}: {elsewhere:?}"
    );
}
