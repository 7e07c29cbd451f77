//! `crossread shards`: a bundle becomes many small files; and how such a folder is asked.

use std::collections::HashSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use crossread::app::view::count;
use crossread::bundle;
use crossread::corpus::DocumentId;
use crossread::protocol::{Request, Response};
use crossread::shards::{self, FOLDER_NAME, Need, ROOT_NAME, Shards};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use crate::{Outcome, ShardsArguments, files, say};

pub(crate) fn shards(arguments: &ShardsArguments) -> Outcome {
    let started = Instant::now();
    let (from, to) = (&arguments.bundle, &arguments.output);
    let name = from.display();
    let bytes = fs::read(from).map_err(|it| format!("{name} cannot be read: {it}"))?;
    let bundle = bundle::decode(&bytes).map_err(|it| format!("{name} cannot be opened: {it}"))?;
    drop(bytes);
    let folder = to.join(FOLDER_NAME);
    fs::create_dir_all(&folder).map_err(|it| format!("{} cannot be made: {it}", to.display()))?;
    // Who reads the older root goes on reading; what only older ones name is taken away.
    let mut kept = names(&to.join(ROOT_NAME));
    let (mut n_files, mut n_bytes) = (0_u64, 0_u64);
    let put = &mut |name: &str, bytes: &[u8]| {
        let path = to.join(path_of(name));
        let packed = packed(name, bytes);
        n_files += 1;
        n_bytes += packed.len() as u64;
        kept.insert(name.to_owned());
        // A file of this name holds the same already.
        match name != ROOT_NAME && path.exists() {
            true => Ok(()),
            false => files::write(&path, &packed)
                .map_err(|it| format!("{} cannot be written: {it}", path.display())),
        }
    };
    shards::write(bundle, put)?;
    let n_gone = remove_others(&folder, &kept);
    say(&format!(
        "{}: {}, {}, {:.1} s{}\n",
        to.display(),
        count(n_files, "file"),
        count(n_bytes, "byte"),
        started.elapsed().as_secs_f64(),
        match n_gone {
            0 => String::new(),
            _ => format!("; took {} of older shards away", count(n_gone, "file")),
        },
    ));
    Ok(ExitCode::SUCCESS)
}

/// Where a file of a corpus in shards lies.
pub(crate) fn path_of(name: &str) -> String {
    match name {
        ROOT_NAME => name.to_owned(),
        _ => format!("{FOLDER_NAME}/{name}"),
    }
}

/// The files that the root at `path` names, if there is one.
fn names(path: &Path) -> HashSet<String> {
    let root = fs::read(path).ok().and_then(|it| Shards::open(&it).ok());
    root.map_or_else(HashSet::new, |it| it.names().collect())
}

/// Takes shards away that are not among `kept`; how many.
fn remove_others(folder: &Path, kept: &HashSet<String>) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_other = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hash = name.strip_suffix(".shard").unwrap_or_default();
        let is_shard = hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit());
        is_shard && !kept.contains(&*name)
    };
    let others = files.map(|it| it.path()).filter(is_other);
    others.filter(|it| fs::remove_file(it).is_ok()).count() as u64
}

/// A file as it is written: packed, but for the root, which is opened like any bundle.
pub(crate) fn packed(name: &str, bytes: &[u8]) -> Vec<u8> {
    if name == ROOT_NAME {
        return bytes.to_vec();
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes);
    let packed = written.and_then(|()| encoder.finish());
    packed.expect("there is room in memory")
}

/// What is packed in `bytes`, at most one byte more than `most`; `None` when it is damaged.
fn unpacked(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(most as u64 + 1);
    reader.read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

/// A folder of shards that is asked.
pub(crate) struct Folder {
    path: PathBuf,
    shards: Shards,
    n_files: u64,
    n_bytes: u64,
}

impl Folder {
    /// The corpus at `path`, a folder or the root in it, if it is one in shards.
    ///
    /// # Errors
    ///
    /// A sentence without a period.
    pub(crate) fn open(path: &Path) -> Option<Result<Folder, String>> {
        let root = match path.is_dir() {
            true => path.join(ROOT_NAME),
            false => path.to_owned(),
        };
        let bytes = fs::read(&root).ok().filter(|it| shards::is_root(it))?;
        let folder = |shards| Folder {
            path: root.parent().unwrap_or(Path::new(".")).to_owned(),
            shards,
            n_files: 1,
            n_bytes: bytes.len() as u64,
        };
        Some(Shards::open(&bytes).map(folder))
    }

    /// Answers, reading whatever files that takes.
    ///
    /// # Errors
    ///
    /// A sentence without a period.
    pub(crate) fn answer(&mut self, request: &Request) -> Result<Response, String> {
        loop {
            match self.shards.answer(request) {
                Ok(response) => return Ok(response),
                Err(needs) => {
                    for Need { name, n_bytes } in needs {
                        let bytes = self.read(&name, n_bytes as usize)?;
                        self.shards.bring(&name, bytes)?;
                    }
                }
            }
        }
    }

    fn read(&mut self, name: &str, most: usize) -> Result<Vec<u8>, String> {
        let path = self.path.join(path_of(name));
        let packed = fs::read(&path);
        let packed = packed.map_err(|it| format!("{} cannot be read: {it}", path.display()))?;
        self.n_files += 1;
        self.n_bytes += packed.len() as u64;
        let unpacked = unpacked(&packed, most);
        unpacked.ok_or_else(|| format!("{} is damaged; make the shards again", path.display()))
    }

    /// The key of a document that was read.
    pub(crate) fn key(&self, document: DocumentId) -> &str {
        self.shards.key(document)
    }

    /// How much was read so far.
    pub(crate) fn told(&self) -> String {
        format!(
            "read {}, {}\n",
            count(self.n_files, "file"),
            count(self.n_bytes, "byte")
        )
    }
}
