//! From the address in a request to a file, never outside the folder that is served.

use std::path::{Path, PathBuf};

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file that can be read.
    File(PathBuf),
    /// A folder whose address lacks the slash at its end, without which relative addresses in
    /// its page lead elsewhere; the address to go to, relative to this one.
    Folder(String),
    /// Nothing that we serve.
    Nothing,
}

/// What `url`, the path and query of a request, leads to in `root`, a canonical path.
///
/// Hidden files are not served, nor is anything to which a link leads out of `root`.
pub(super) fn target(root: &Path, url: &str) -> Target {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = decoded(address).and_then(|it| inside(root, &it)) else {
        return Target::Nothing;
    };
    if path.is_file() && !address.ends_with('/') {
        return Target::File(path);
    }
    let index = path.join("index.html");
    match (index.is_file(), address.rsplit('/').next()) {
        (true, Some("")) => Target::File(index),
        (true, Some(last)) => Target::Folder(format!("./{last}/")),
        _ => Target::Nothing,
    }
}

/// The existing file or folder that `address`, escapes undone, names in `root`.
fn inside(root: &Path, address: &str) -> Option<PathBuf> {
    let mut path = root.to_path_buf();
    for name in address.split('/').filter(|it| !it.is_empty()) {
        // A colon can name a drive and a backslash can part folders on Windows.
        if name.starts_with('.') || name.contains(['\\', ':', '\0']) {
            return None;
        }
        path.push(name);
    }
    let path = path.canonicalize().ok()?;
    path.starts_with(root).then_some(path)
}

/// `address` with its `%20` and the like undone, or `None` when that gives no text.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            _ => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(decoded("/a%20b%C3%A9").as_deref(), Some("/a bé"));
        for wrong in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_outside() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let root = root.canonicalize().expect("the sources are there");
        assert_eq!(
            target(&root, "/lib.rs?x"),
            Target::File(root.join("lib.rs"))
        );
        for address in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/bin/..\\..\\Cargo.toml",
            "//../Cargo.toml",
            "/%2Fetc/passwd",
            "/lib.rs%00",
            "/lib.rs/",
            "/bin",
            "/",
            "",
        ] {
            assert_eq!(target(&root, address), Target::Nothing, "{address}");
        }
    }
}
