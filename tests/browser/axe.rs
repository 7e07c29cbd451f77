//! Accessibility as axe-core finds it.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::page::Page;

/// What axe-core objects to in the page as it stands now, by all of its rules, the ones for good
/// practice too.
#[track_caller]
pub fn violations(page: &Page<'_>) -> Vec<String> {
    // As one script with its use, because the page's policy lets no text become a script later.
    let found = page.eval_async(&format!(
        "{source};
         const done = arguments[arguments.length - 1];
         axe.run(document, {{ resultTypes: ['violations'] }}).then(
             ({{ violations }}) => done(violations.map(({{ id, help, nodes }}) => ({{
                 rule: `${{id}}: ${{help}}`,
                 at: nodes.slice(0, 5).map((node) => `${{node.target.join(' ')}}: ${{node.any.concat(node.all)[0]?.message ?? node.html}}`),
             }}))),
             (error) => done(`axe-core failed: ${{error}}`),
         )",
        source = source(),
    ));
    let Value::Array(found) = found else {
        panic!("{found}")
    };
    found
        .iter()
        .map(|it| format!("{}: {it:#}", page.address()))
        .collect()
}

/// axe-core's source, from where `tools/setup.sh` puts it.
fn source() -> String {
    let file = ["node_modules", "axe-core", "axe.min.js"]
        .iter()
        .collect::<PathBuf>();
    let file = tools_folder().join(file);
    fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run: tools/setup.sh browsers", file.display()))
}

fn tools_folder() -> PathBuf {
    let cache = env::var_os("CROSSREAD_TOOLS")
        .map(PathBuf::from)
        .unwrap_or_else(|| {
            PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cache/crossread")
        });
    cache.join("tools")
}
