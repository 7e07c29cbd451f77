//! How long a letter takes from the search box to the drawn hits: part of `make bench`.

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use crate::engine::{Engine, Scheme, Session};
use crate::page::Page;
use crate::site::Site;

/// Types queries letter by letter, each when the hits of the one before are painted, and notes for
/// each letter the milliseconds until the hits of what is typed so far are in the document. The first query warms the engine up and is left out.
const TYPE: &str = r##"
    window.__times = null;
    (async () => {
        const box = document.querySelector("#find");
        const drawn = (typed) => new Promise((done) => {
            const look = () => {
                const hits = document.querySelector(".results");
                if (hits?.dataset.query !== typed) return;
                watch.disconnect();
                done();
            };
            const watch = new MutationObserver(look);
            watch.observe(document.body, { subtree: true, childList: true, attributes: true });
            look();
        });
        // Both frames end with the painting of what stands in the document, so that no letter pays
        // for the hits of the one before.
        const painted = async () => {
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            await new Promise((done) => setTimeout(done));
        };
        const times = [];
        const queries = [
            "warming up", "shikotan", "northern territories", "declaratoin 1956",
            "\"peace treaty\" -sanctions", "speaker:lavrov sanctions", "kishda",
        ];
        for (const [n, query] of queries.entries()) {
            for (let length = 1; length <= query.length; length++) {
                const typed = query.slice(0, length);
                const start = performance.now();
                box.value = typed;
                box.dispatchEvent(new InputEvent("input", { bubbles: true }));
                await drawn(typed);
                if (n > 0) times.push(performance.now() - start);
                await painted();
            }
        }
        window.__times = times;
    })();"##;

/// Prints the figures of each engine.
pub fn print(engines: &[Engine], folder: &Path) -> ExitCode {
    let site = match Site::serve(&folder.join("site")) {
        Ok(site) => site,
        Err(error) => {
            eprintln!("The page cannot be served: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("ms from a letter to its hits in the document, five accounts");
    println!(
        "{:<10}{:>8}{:>8}{:>8}{:>8}",
        "", "letters", "median", "95 %", "most"
    );
    for &engine in engines {
        let folder = folder.join(format!("times-{}", engine.name()));
        let session = match Session::start(engine, Scheme::Light, &folder) {
            Ok(session) => session,
            Err(sentence) => {
                eprintln!("{sentence}");
                return ExitCode::FAILURE;
            }
        };
        let page = Page::new(&session, &site);
        page.open_view("#/search", "search");
        page.eval(TYPE);
        page.until(
            "every letter to be answered",
            "return window.__times !== null",
            Value::Null,
        );
        let times = page.eval("return window.__times");
        let times = times.as_array().cloned().unwrap_or_default();
        let mut times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{:<10}{:>8}{:>8.1}{:>8.1}{:>8.1}",
            engine.name(),
            times.len(),
            at(0.5),
            at(0.95),
            at(1.0)
        );
    }
    ExitCode::SUCCESS
}
