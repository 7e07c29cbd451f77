//! Puts a built page into the program, where the environment variable `CROSSREAD_PAGE` names its
//! folder: a list of names and bytes, empty without it. `crossread site` writes these files.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What each site has of its own.
const BUNDLE: &str = "corpus.crossread";

fn main() {
    // The page's wasm is cut in two (tools/split.mjs), which goes by how the linker put it together.
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|it| it == "wasm") {
        println!("cargo:rustc-link-arg-bin=page=--emit-relocs");
    }
    println!("cargo:rerun-if-env-changed=CROSSREAD_PAGE");
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os("CROSSREAD_PAGE").filter(|it| !it.is_empty()) {
        let folder = PathBuf::from(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        let at = folder.display();
        assert!(
            folder.join("index.html").is_file(),
            "CROSSREAD_PAGE is {at}, which has no index.html; make build fills the folder dist"
        );
        let root = folder.canonicalize().expect("the folder is there");
        list(&root, "", &mut files);
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (name, path) in files {
        let _ = writeln!(table, "    ({name:?}, include_bytes!({path:?}) as &[u8]),");
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").expect("cargo names a folder");
    fs::write(Path::new(&out).join("page.rs"), table).expect("cargo's folder can be written");
}

/// Adds the files below `folder`, each with its name from there, hidden ones left out.
fn list(folder: &Path, above: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder)
        .expect("the page can be read")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let full = format!("{above}{name}");
        if name.starts_with('.') || full == BUNDLE {
            continue;
        }
        match path.is_dir() {
            true => list(&path, &format!("{full}/"), files),
            false => files.push((full, path)),
        }
    }
}
