//! Sites that `crossread site` has made, beside the page.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::page::Page;
use crate::site::copy_folder;

/// A site of the default corpus; all engines read the same one.
pub struct Hosted {
    address: &'static str,
    options: &'static [&'static str],
    made: OnceLock<()>,
}

/// As it is made without options.
pub static SITE: Hosted = Hosted::new("hosted/", &[]);

/// Its corpus was cut, small as it is.
pub static CUT: Hosted = Hosted::new("cut/", &["--shards", "always"]);

impl Hosted {
    const fn new(address: &'static str, options: &'static [&'static str]) -> Hosted {
        let made = OnceLock::new();
        Hosted {
            address,
            options,
            made,
        }
    }

    /// Its address, relative to that of the page; it is made when it is asked for first.
    pub fn address(&self, page: &Page<'_>) -> &'static str {
        self.made.get_or_init(|| {
            let made = Command::new(env!("CARGO_BIN_EXE_crossread"))
                .args(["site", "assets/corpus", "--page"])
                .arg(page.dist())
                .arg("--output")
                .arg(page.folder().join(self.address))
                .args(self.options)
                .output()
                .expect("the program runs");
            let told = String::from_utf8_lossy(&made.stderr).into_owned();
            assert!(made.status.success(), "{told}");
        });
        self.address
    }

    /// Where it lies.
    pub fn folder(&self, page: &Page<'_>) -> PathBuf {
        page.folder().join(self.address(page))
    }

    /// A copy that this engine may change: its address and where it lies.
    pub fn copied(&self, page: &Page<'_>, name: &str) -> (String, PathBuf) {
        let address = format!("{name}-{}/", page.engine().name());
        let copy = page.folder().join(&address);
        copy_folder(&self.folder(page), &copy).expect("the site can be copied");
        (address, copy)
    }
}
