//! One program for all fuzz targets; `CROSSREAD_FUZZ` says which is meant. Built and run by
//! `tools/fuzz.sh`.

#![no_main]

mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use targets::{TARGETS, Target};

static CHOSEN: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: write_seeds(),
    |bytes: &[u8]| {
        CHOSEN.get_or_init(chosen)(bytes);
    }
);

/// The target that is asked for.
fn chosen() -> Target {
    let name = std::env::var("CROSSREAD_FUZZ").unwrap_or_default();
    let Some((_, target, _)) = TARGETS.iter().find(|it| it.0 == name) else {
        let names: Vec<&str> = TARGETS.iter().map(|it| it.0).collect();
        eprintln!("CROSSREAD_FUZZ must be one of: {}", names.join(" "));
        std::process::exit(2);
    };
    *target
}

/// Writes the seeds of all targets into the folder that `CROSSREAD_SEEDS` names and ends, where that
/// is asked for.
fn write_seeds() {
    let Ok(folder) = std::env::var("CROSSREAD_SEEDS") else {
        return;
    };
    for (name, _, seeds) in TARGETS {
        let folder = format!("{folder}/{name}");
        std::fs::create_dir_all(&folder).expect("the folder for seeds can be written");
        for (n, seed) in seeds().iter().enumerate() {
            std::fs::write(format!("{folder}/seed-{n}"), seed).expect("a seed can be written");
        }
    }
    std::process::exit(0);
}
