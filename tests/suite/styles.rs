//! Stylesheets: each one linked, colors in one place.

use std::fs;
use std::path::{Path, PathBuf};

fn stylesheets(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(stylesheets(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_stylesheet_is_linked_and_tokens_come_first() {
    let page = fs::read_to_string("index.html").expect("index.html is there");
    let first = page.find("rel=\"css\"").expect("styles are linked");
    assert!(page[first..].starts_with("rel=\"css\" href=\"assets/styles/tokens.css\""));
    for path in stylesheets(Path::new("assets/styles")) {
        let link = format!("href=\"{}\"", path.display());
        assert!(page.contains(&link), "{} is not linked", path.display());
    }
}

#[test]
fn colors_stand_in_tokens_only() {
    for path in stylesheets(Path::new("assets/styles")) {
        if path.ends_with("tokens.css") {
            continue;
        }
        let style = fs::read_to_string(&path).expect("styles are text");
        for (n, line) in style.lines().enumerate() {
            let has_hex = line
                .split('#')
                .skip(1)
                .any(|it| it.chars().take_while(char::is_ascii_hexdigit).count() >= 3);
            assert!(
                !has_hex && !line.contains("rgb(") && !line.contains("hsl("),
                "{}:{}: a color outside of tokens.css",
                path.display(),
                n + 1
            );
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let mut texts = vec![fs::read_to_string("index.html").expect("index.html is there")];
    for path in stylesheets(Path::new("assets/styles")) {
        texts.push(fs::read_to_string(path).expect("styles are text"));
    }
    for text in texts {
        assert!(!text.contains("http://") && !text.contains("https://") && !text.contains("//cdn"));
    }
}

/// What keeps the page safe is asserted word for word, so that it is loosened knowingly only.
#[test]
fn the_policy_is_strict() {
    let page = fs::read_to_string("index.html").expect("index.html is there");
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
                  base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                  trusted-types crossread";
    assert!(
        page.contains(policy),
        "the Content-Security-Policy has changed"
    );
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick="));
}
