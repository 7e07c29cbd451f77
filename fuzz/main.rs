//! One program for all fuzz targets; `CROSSREAD_FUZZ` says which is meant. Built and run by
//! `tools/fuzz.sh`.

#![no_main]

mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use targets::{TARGETS, Target};

static CHOSEN: OnceLock<Target> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    CHOSEN.get_or_init(chosen)(bytes);
});

/// The target that is asked for; its seeds are written first, where somebody wants them.
fn chosen() -> Target {
    let name = std::env::var("CROSSREAD_FUZZ").unwrap_or_default();
    let Some((_, target, _)) = TARGETS.iter().find(|it| it.0 == name) else {
        let names: Vec<&str> = TARGETS.iter().map(|it| it.0).collect();
        eprintln!("CROSSREAD_FUZZ must be one of: {}", names.join(" "));
        std::process::exit(2);
    };
    *target
}

/// Writes the seeds of the chosen target into the folder that `CROSSREAD_SEEDS` names and ends,
/// before any fuzzing; libFuzzer calls this first.
#[unsafe(no_mangle)]
extern "C" fn LLVMFuzzerInitialize(_: *const i32, _: *const *const *const i8) -> i32 {
    if let Ok(folder) = std::env::var("CROSSREAD_SEEDS") {
        for (name, _, seeds) in TARGETS {
            let folder = format!("{folder}/{name}");
            std::fs::create_dir_all(&folder).expect("the folder for seeds can be written");
            for (n, seed) in seeds().iter().enumerate() {
                std::fs::write(format!("{folder}/seed-{n}"), seed).expect("a seed can be written");
            }
        }
        std::process::exit(0);
    }
    0
}
