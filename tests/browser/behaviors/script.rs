//! Without JavaScript.

use serde_json::json;

use crate::engine::Engine;
use crate::page::Page;

pub fn switched_off(page: &Page<'_>) {
    // Only Chromium can be told while it runs; for the others the words must be in the file.
    if page.engine() == Engine::Chromium {
        let switch = |off: bool| {
            page.session()
                .devtools(
                    "Emulation.setScriptExecutionDisabled",
                    json!({ "value": off }),
                )
                .expect("Chromium can run without script");
        };
        switch(true);
        page.open("#/");
        let seen = page.text("noscript");
        switch(false);
        assert!(
            seen.contains("JavaScript"),
            "without script the page says {seen:?}"
        );
    } else {
        page.open_view("#/", "overview");
        let words = page.eval(
            "return fetch('index.html').then((answer) => answer.text())
                 .then((html) => /<noscript>([^]*)<\\/noscript>/.exec(html)[1])",
        );
        assert!(
            words.as_str().is_some_and(|it| it.contains("JavaScript")),
            "the file says {words}"
        );
    }
}
