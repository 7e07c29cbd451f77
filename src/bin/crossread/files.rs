//! Files as they lie on a disk while others may use them: read whole, replaced whole.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use crossread::ingest::{self, Problem};

/// How often a file is read that changes meanwhile.
const MOST_READINGS: usize = 3;

/// The bytes of an article's file, cut one byte past the most that is read, or why there are none;
/// and, where it kept changing, a warning that it may be read half.
pub(crate) fn read(name: &str, path: &Path) -> (Option<Vec<u8>>, Option<Problem>) {
    let mut last = None;
    for _ in 0..MOST_READINGS {
        match read_once(name, path) {
            Ok((bytes, true)) => return (Some(bytes), None),
            Ok((bytes, false)) => last = Some(bytes),
            Err(error) => return (None, Some(unreadable(name, &error))),
        }
    }
    let warning = Problem::warning(
        name,
        None,
        "the file changed each time it was read, so half of it may be missing",
        "run this again when nothing writes to the file",
    );
    (last, Some(warning))
}

/// The bytes, and whether the file stayed the same meanwhile.
fn read_once(name: &str, path: &Path) -> io::Result<(Vec<u8>, bool)> {
    let mut file = File::open(path)?;
    let before = file.metadata()?;
    let most = ingest::max_bytes(name) as u64 + 1;
    let bytes = ingest::bytes_of(name, &mut file)?;
    let after = file.metadata()?;
    let is_whole = bytes.len() as u64 == after.len().min(most);
    Ok((bytes, is_whole && state(&before) == state(&after)))
}

/// What changes when a file is written to.
fn state(of: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (of.len(), of.modified().ok())
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::error(
            name,
            None,
            "the file is gone since the folder was listed",
            "put it back, or run this again",
        ),
        _ => Problem::error(
            name,
            None,
            format!("the file cannot be read: {error}"),
            "look at its permissions",
        ),
    }
}

/// Writes a file so that a reader finds the old one or the new one, never half of one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let unfinished = format!(
        ".{}.{}.unfinished",
        name.to_string_lossy(),
        std::process::id()
    );
    let unfinished = path.with_file_name(unfinished);
    let written = File::create(&unfinished)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // Best effort: the error that is told is the first one.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_told() {
        let (bytes, problem) = read("a.txt", Path::new("no/such/file"));
        let told = problem.map(|it| it.to_string()).unwrap_or_default();
        assert!(
            bytes.is_none() && told.starts_with("a.txt: the file is gone since"),
            "{told}"
        );
    }

    #[test]
    fn a_file_that_keeps_growing_is_read_and_told() {
        let path = std::env::temp_dir().join(format!("crossread-grows-{}", std::process::id()));
        fs::write(&path, "begun").expect("a file");
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut file = File::options()
                    .append(true)
                    .open(&path)
                    .expect("it is there");
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    file.write_all(&[b'x'; 64]).expect("it grows");
                }
            });
            // Whenever the growing is noticed, there are bytes all the same.
            for _ in 0..200 {
                let (bytes, problem) = read("a.txt", &path);
                assert!(bytes.is_some());
                if let Some(problem) = problem {
                    assert!(problem.message.contains("changed each time it was read"));
                    break;
                }
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        fs::remove_file(&path).expect("it is there");
    }
}
