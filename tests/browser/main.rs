//! The page in real browsers: what only a browser can show.
//!
//! Every behavior is tried in every engine, on a copy of the built page under a sub-path, and is
//! named like `chromium: back_returns_to_the_same_hits`. Run by `make test`, or by hand:
//!
//! ```text
//! tools/setup.sh rust browsers -- cargo test --test browser -- firefox: back
//! ```
//!
//! | variable | meaning |
//! |---|---|
//! | `CROSSREAD_DIST` | the built page; `dist` when unset |
//! | `ENGINES` | some of `chromium firefox webkit`; all when unset |
//! | `CROSSREAD_PICTURES` | instead of testing, writes pictures of every view into this folder |
//! | `CROSSREAD_TIMES` | when set, instead of testing, prints how long a search takes to be drawn |

#![allow(unreachable_pub, reason = "everything here is one program")]

mod axe;
mod behaviors;
mod engine;
mod page;
mod pictures;
mod site;
mod stage;
mod times;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fs};

use libtest_mimic::{Arguments, Trial};

use crate::behaviors::BEHAVIORS;
use crate::engine::Engine;
use crate::stage::Stage;

fn main() -> ExitCode {
    let dist = PathBuf::from(env::var_os("CROSSREAD_DIST").unwrap_or_else(|| "dist".into()));
    if !dist.join("index.html").is_file() {
        eprintln!(
            "There is no built page in {}; run `make build` first.",
            dist.display()
        );
        return ExitCode::FAILURE;
    }
    let engines = match wanted_engines() {
        Ok(engines) => engines,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}", std::process::id()));
    site::copy_for_tests(&dist, &folder.join("site")).expect("the target folder can be written to");

    let code = match env::var_os("CROSSREAD_PICTURES") {
        Some(pictures) => pictures::take(&folder, Path::new(&pictures)),
        None if env::var_os("CROSSREAD_TIMES").is_some() => times::print(&engines, &folder),
        None => test(&engines, &folder),
    };
    // A leftover folder is harmless, and some browsers write into theirs until they are gone.
    let _ = fs::remove_dir_all(&folder);
    code
}

/// Runs the trials, engines beside each other and each engine's own one after another.
fn test(engines: &[Engine], folder: &Path) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(engines.len());

    let stages: Vec<Arc<Stage>> = engines
        .iter()
        .map(|&engine| Arc::new(Stage::new(engine, folder)))
        .collect();
    let mut trials = Vec::new();
    for behavior in BEHAVIORS {
        for stage in &stages {
            let stage = Arc::clone(stage);
            let name = format!("{}: {}", stage.engine().name(), behavior.name);
            trials.push(Trial::test(name, move || {
                stage.play(behavior).map_err(Into::into)
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    stages.iter().for_each(|stage| stage.clear());
    conclusion.exit_code()
}

fn wanted_engines() -> Result<Vec<Engine>, String> {
    let names = env::var("ENGINES").unwrap_or_default();
    let engines: Vec<Engine> = names
        .split_whitespace()
        .map(|name| {
            Engine::named(name).ok_or_else(|| {
                format!("ENGINES names {name:?}; there are chromium, firefox and webkit.")
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(if engines.is_empty() {
        Engine::ALL.to_vec()
    } else {
        engines
    })
}
