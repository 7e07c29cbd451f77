//! How fast `crossread build` is on many articles, and what memory it takes: `make bench-build`.
//!
//! Articles are written into a temporary folder, which is taken away afterwards. Without arguments
//! 10,000 and 100,000 of them; numbers as arguments ask for others, `tiny=NUMBER` for files of one
//! sentence, `parts=NUMBER` for the same in four parts, one after the other, and their merging.

mod articles;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often the memory of the program is looked at. What counts is the most that it ever had, so
/// only what comes in its very last moment is missed.
const LOOK: Duration = Duration::from_millis(10);

/// The name and content of the file with a number.
type Make = fn(usize) -> (String, String);

fn main() {
    // Cargo says that this is a benchmark.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    let asked = match asked.is_empty() {
        true => vec!["10000".to_owned(), "100000".to_owned()],
        false => asked,
    };
    let threads = thread::available_parallelism().map_or(0, |it| it.get());
    println!("crossread build, {threads} cores");
    println!(
        "{:>9}{:>9}{:>9}{:>12}{:>9}{:>13}{:>12}",
        "articles", "MB", "seconds", "articles/s", "MB/s", "peak memory", "bundle MB"
    );
    for asked in asked {
        let (kind, number) = asked.split_once('=').unwrap_or(("", &asked));
        let Ok(n) = number.parse() else {
            eprintln!("“{asked}” is no number of articles");
            continue;
        };
        match kind {
            "parts" => measure_parts(n),
            "tiny" => measure(n, articles::tiny),
            _ => measure(n, articles::article),
        }
    }
}

fn measure(n: usize, make: Make) {
    let root = std::env::temp_dir().join(format!("crossread-bench-{}", std::process::id()));
    let (folder, bundle) = (root.join("articles"), root.join("out.crossread"));
    let n_bytes = write(&folder, n, make);
    let (seconds, peak) = run(&["build".as_ref(), &folder, "-o".as_ref(), &bundle]);
    let mb = n_bytes as f64 / 1e6;
    let size = fs::metadata(&bundle).map_or(0, |it| it.len());
    println!(
        "{n:>9}{mb:>9.1}{seconds:>9.1}{:>12.0}{:>9.1}{peak:>13}{:>12.1}",
        n as f64 / seconds,
        mb / seconds,
        size as f64 / 1e6
    );
    // Best effort: it lies in the folder for temporary files.
    let _ = fs::remove_dir_all(&root);
}

/// Builds `n` articles in parts, then merges these.
fn measure_parts(n: usize) {
    let root = std::env::temp_dir().join(format!("crossread-bench-{}", std::process::id()));
    let folder = root.join("articles");
    write(&folder, n, articles::article);
    let parts = [1, 2, 3, 4].map(|it| root.join(format!("{it}.part")));
    for (number, part) in (1..).zip(&parts) {
        let share = format!("{number}/{}", parts.len());
        let build = ["build".as_ref(), &*folder, "--part".as_ref()];
        let output = [share.as_ref(), "-o".as_ref(), &**part];
        let (seconds, peak) = run(&[build, output].concat());
        println!("{n:>9} part {share}{seconds:>12.1} s{peak:>13}");
    }
    let bundle = root.join("out.crossread");
    let [one, two, three, four] = parts.each_ref().map(|it| &**it);
    let merge: [&Path; 7] = [
        "merge".as_ref(),
        one,
        two,
        three,
        four,
        "-o".as_ref(),
        &bundle,
    ];
    let (seconds, peak) = run(&merge);
    println!("{n:>9} merge   {seconds:>12.1} s{peak:>13}");
    // Best effort: it lies in the folder for temporary files.
    let _ = fs::remove_dir_all(&root);
}

/// Runs the program; how long that took, and the most memory that it had.
fn run(arguments: &[&Path]) -> (f64, String) {
    let started = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (status, peak) = watched(child);
    let seconds = started.elapsed().as_secs_f64();
    assert!(status.success(), "the program failed: {arguments:?}");
    let peak = peak.map_or("unknown".to_owned(), |it| {
        format!("{:.0} MB", it as f64 / 1e3)
    });
    (seconds, peak)
}

/// Writes `n` articles; how many bytes they have.
fn write(folder: &Path, n: usize, make: Make) -> usize {
    let mut n_bytes = 0;
    for it in 0..n {
        let (name, text) = make(it);
        let path = folder.join(name);
        if it % 1_000 == 0 {
            fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        }
        fs::write(path, &text).expect("there is room for temporary files");
        n_bytes += text.len();
    }
    n_bytes
}

/// How the program ended, and the most memory that it had, in kB, where the system tells.
fn watched(mut child: Child) -> (ExitStatus, Option<u64>) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let now = line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok());
        peak = now.or(peak);
        if let Some(status) = child.try_wait().expect("it is our child") {
            return (status, peak);
        }
        thread::sleep(LOOK);
    }
}
