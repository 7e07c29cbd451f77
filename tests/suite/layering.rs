//! The arrows of ARCHITECTURE.md, kept by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Module → the crate modules it may name, in the order of `lib.rs`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("order", &[]),
    ("table", &[]),
    ("parallel", &[]),
    ("decoder", &[]),
    ("csv", &[]),
    ("text", &[]),
    ("corpus", &["text"]),
    ("dates", &["text", "corpus"]),
    ("ingest", &["text", "corpus"]),
    ("names", &["text", "corpus"]),
    ("quotes", &["text", "corpus"]),
    ("search", &["decoder", "text", "corpus"]),
    ("compare", &["parallel", "text", "corpus", "dates", "names"]),
    ("export", &["csv", "text", "corpus", "quotes"]),
    (
        "bundle",
        &[
            "decoder", "text", "corpus", "ingest", "names", "quotes", "search", "compare",
        ],
    ),
    ("stems", &[]),
    (
        "builder",
        &[
            "parallel", "decoder", "csv", "text", "corpus", "ingest", "names", "quotes", "search",
            "compare", "bundle", "stems",
        ],
    ),
    ("single", &[]),
    ("finder", &["text"]),
    (
        "protocol",
        &[
            "text", "corpus", "dates", "names", "quotes", "search", "compare", "export", "finder",
        ],
    ),
    (
        "engine",
        &[
            "csv", "text", "corpus", "dates", "names", "quotes", "search", "compare", "export",
            "bundle", "finder", "protocol",
        ],
    ),
    (
        "shards",
        &[
            "decoder", "text", "corpus", "quotes", "search", "bundle", "builder", "protocol",
            "engine",
        ],
    ),
    (
        "app",
        &[
            "decoder", "text", "corpus", "dates", "names", "quotes", "search", "compare", "export",
            "finder", "protocol", "engine", "shards",
        ],
    ),
    (
        "plain",
        &["text", "corpus", "names", "quotes", "bundle", "app"],
    ),
    (
        "workshop",
        &[
            "decoder", "csv", "text", "corpus", "ingest", "quotes", "bundle", "builder", "single",
            "app", "plain",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `src/search/query.rs` → `search`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("sources lie in src");
    let first = inside.components().next().expect("a file has a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_use_only_what_lies_above_them() {
    let mut n_checked = 0;
    for path in sources(Path::new("src")) {
        let module = module(&path);
        if module == "lib" || module == "bin" {
            continue;
        }
        let (_, may) = (MAY_USE.iter().find(|it| it.0 == module))
            .unwrap_or_else(|| panic!("src/{module} is not in the list of layers"));
        let source = fs::read_to_string(&path).expect("sources are text");
        // Unit tests may build what they need from anywhere.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in source
            .lines()
            .filter(|it| !it.trim_start().starts_with("//"))
        {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|it| it.is_alphanumeric()).collect();
                n_checked += 1;
                assert!(
                    used == module
                        || used == "order"
                        || used == "table"
                        || used.is_empty()
                        || may.contains(&used.as_str()),
                    "{} uses crate::{used}, which `{module}` must not know",
                    path.display()
                );
            }
        }
    }
    assert!(n_checked > 100, "only {n_checked} uses were read");
}

#[test]
fn the_app_touches_the_browser_through_its_doors_only() {
    let doors = [
        "browser.rs",
        "keys.rs",
        "mount.rs",
        "columns.rs",
        "link/mod.rs",
        "root.rs",
    ];
    for path in sources(Path::new("src/app")) {
        let name = path
            .strip_prefix("src/app")
            .expect("it lies there")
            .display()
            .to_string();
        let source = fs::read_to_string(&path).expect("sources are text");
        let reaches = source.contains("web_sys::window") || source.contains("wasm_bindgen::JsCast");
        assert!(
            !reaches || doors.contains(&name.as_str()) || name == "components/palette.rs",
            "{} reaches into the browser; src/app/browser.rs is the door",
            path.display()
        );
    }
}

#[test]
fn no_markup_is_made_from_text() {
    for path in sources(Path::new("src")) {
        let source = fs::read_to_string(&path).expect("sources are text");
        for forbidden in ["inner_html", "from_html_unchecked", "insert_adjacent_html"] {
            assert!(
                !source.contains(forbidden),
                "{} uses {forbidden}",
                path.display()
            );
        }
        assert!(
            !source.contains("style={"),
            "{}: a style attribute breaks the policy",
            path.display()
        );
    }
}
