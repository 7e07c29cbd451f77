//! The program as it is run: exit codes, words on the screen, files, answers to browsers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use crossread::bundle::decode;
use serde_json::Value;

/// A new folder for one test.
pub(super) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("cargo's folder for tests can be written");
    folder
}

pub(super) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_crossread"))
}

fn run(arguments: &[&Path]) -> Output {
    program()
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it speaks UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

const FERRY: &str =
    "---\ntitle: Ferry sails\noutlet: Post\n---\nIt sailed. It rained.\n\nWe saw it.\n";

/// Two articles, a bad one, a hidden one, a picture and a description.
fn harbor(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "b/02-ferry.md", FERRY);
    write(&folder, "01-post-dock.txt", "Dock opens\n\nIt opened.\n");
    write(&folder, "03-bad.md", "---\ntitle: Bad\n---\nText.\n");
    write(&folder, ".hidden.md", "nothing");
    write(&folder, ".git/x.md", "nothing");
    write(&folder, "ferry.jpg", "");
    write(&folder, "crossread.toml", "title = 'Harbor'\n");
    folder
}

#[test]
fn build_writes_a_bundle_and_says_what_is_in_it() {
    let folder = harbor("build");
    let file = folder.join("out.crossread");
    let output = run(&["build".as_ref(), &folder, "-o".as_ref(), &file]);
    let (out, err) = said(&output);
    assert!(output.status.success(), "{err}");
    assert!(
        err.contains("error: 03-bad.md:1: no outlet is stated; add a line outlet: …"),
        "{err}"
    );
    assert!(
        err.contains("warning: 01-post-dock.txt: the outlet “POST” is taken"),
        "{err}"
    );
    assert!(out.contains("2 documents, 3 passages, 9 words, "), "{out}");
    assert!(
        out.contains("passed over a file of a kind that is not read: 1 .jpg"),
        "{out}"
    );
    let bytes = fs::read(&file).expect("the bundle is there");
    let bundle = decode(&bytes).expect("the bundle opens");
    let files: Vec<_> = bundle
        .corpus
        .documents
        .iter()
        .map(|it| it.file.as_str())
        .collect();
    assert_eq!(files, ["01-post-dock.txt", "b/02-ferry.md"]);
    assert_eq!(bundle.corpus.title, "Harbor");
    let left: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 8, "no unfinished file is left: {left:?}");
    // Again, over the bundle that lies in the folder by now.
    assert!(
        run(&["build".as_ref(), &folder, "-o".as_ref(), &file])
            .status
            .success()
    );
    assert_eq!(fs::read(&file).expect("the bundle is there"), bytes);
}

#[test]
fn strict_builds_fail_on_errors_only() {
    let folder = harbor("strict");
    let file = folder.join("out.crossread");
    let build = || {
        run(&[
            "build".as_ref(),
            &folder,
            "--strict".as_ref(),
            "-o".as_ref(),
            &file,
        ])
    };
    assert_eq!(build().status.code(), Some(1));
    assert!(file.exists());
    fs::remove_file(folder.join("03-bad.md")).expect("the bad file is there");
    assert_eq!(build().status.code(), Some(0));
}

#[test]
fn nothing_to_build_is_said() {
    let empty = folder("empty");
    let file = empty.join("out.crossread");
    for (folder, sentence) in [
        (empty.clone(), "that can be read, so nothing was built.\n"),
        (empty.join("none"), "/none.\n"),
    ] {
        let output = run(&["build".as_ref(), &folder, "-o".as_ref(), &file]);
        let (_, err) = said(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            err.starts_with("crossread: there is no ") && err.ends_with(sentence),
            "{err}"
        );
        assert!(!file.exists());
    }
    write(&empty, "a.md", FERRY);
    let output = run(&[
        "build".as_ref(),
        &empty,
        "-o".as_ref(),
        &empty.join("no/out"),
    ]);
    assert!(said(&output).1.contains("no/out cannot be written: "));
}

#[test]
fn check_tells_problems_and_fails_on_errors() {
    let folder = harbor("check");
    let output = run(&["check".as_ref(), &folder]);
    let (out, _) = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out.contains("error: 03-bad.md:1: no outlet is stated; add a line"),
        "{out}"
    );
    assert!(
        out.ends_with("2 documents, 3 passages, 9 words, no statements; 1 error, 1 warning\n"),
        "{out}"
    );
    fs::remove_file(folder.join("03-bad.md")).expect("the bad file is there");
    assert_eq!(run(&["check".as_ref(), &folder]).status.code(), Some(0));
}

#[test]
fn help_is_there_for_each_command() {
    for (command, says) in [
        ("build", "The folder with"),
        ("check", "The folder with"),
        ("site", "The folder to write"),
        ("serve", "The folder with"),
        ("completions", "Which shell"),
        ("man", "The command"),
        ("search", "What to look for"),
        ("quotes", "The folder with"),
    ] {
        let (out, _) = said(&run(&[command.as_ref(), "--help".as_ref()]));
        assert!(
            out.contains("Usage: crossread ") && out.contains(says),
            "{out}"
        );
    }
    assert_eq!(run(&[]).status.code(), Some(2));
    for help in ["--help", "-h"] {
        let (out, _) = said(&run(&[help.as_ref()]));
        assert!(out.contains("Exit codes:\n  0  done"), "{out}");
    }
}

/// All commands of the program.
const COMMANDS: [&str; 8] = [
    "build",
    "site",
    "check",
    "quotes",
    "search",
    "serve",
    "completions",
    "man",
];

#[test]
fn shells_and_manuals_know_each_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions".as_ref(), shell.as_ref()]);
        let (out, _) = said(&output);
        assert!(output.status.success());
        for command in COMMANDS {
            assert!(out.contains(command), "{shell}: {command}");
        }
    }
    let (out, _) = said(&run(&["man".as_ref()]));
    assert!(
        out.contains(".TH crossread 1") && out.contains("Exit codes"),
        "{out}"
    );
    for command in COMMANDS {
        assert!(
            out.contains(&format!("crossread\\-{command}(1)")),
            "{command}: {out}"
        );
        let (page, _) = said(&run(&["man".as_ref(), command.as_ref()]));
        assert!(page.contains(&format!("crossread-{command} 1")), "{page}");
    }
    let output = run(&["man".as_ref(), "none".as_ref()]);
    assert_eq!(output.status.code(), Some(1));
}

fn json(output: &Output) -> serde_json::Value {
    let (out, err) = said(output);
    serde_json::from_str(&out).unwrap_or_else(|it| panic!("{it}: {out}{err}"))
}

#[test]
fn machines_are_told_as_json() {
    let folder = harbor("json");
    let file = folder.join("out.crossread");
    let arguments = ["build".as_ref(), folder.as_path(), "-o".as_ref(), &file];
    let output = run(&[&arguments[..], &["--json".as_ref()]].concat());
    let told = json(&output);
    assert_eq!(said(&output).1, "");
    assert_eq!(told["counts"]["files"], 4);
    assert_eq!(told["counts"]["documents"], 2);
    assert_eq!(told["counts"]["words"], 9);
    assert_eq!(told["counts"]["errors"], 1);
    assert_eq!(told["passed_over"][".jpg"], 1);
    let bad = &told["problems"][1];
    assert_eq!(
        (&bad["file"], &bad["line"]),
        (&"03-bad.md".into(), &1.into())
    );
    assert_eq!(
        (&bad["severity"], &bad["message"]),
        (&"error".into(), &"no outlet is stated".into())
    );
    assert!(
        bad["remedy"]
            .as_str()
            .is_some_and(|it| it.starts_with("add a line"))
    );
    assert_eq!(told["documents"][1]["outlet"], "Post");
    assert_eq!(told["documents"][1]["kept"]["passages"], 2);
    assert!(told["seconds"]["analyze"].is_number());
    let bytes = fs::metadata(&file).expect("the bundle is there").len();
    assert_eq!(told["output"]["bytes"], bytes);

    let output = run(&["check".as_ref(), &folder, "--json".as_ref()]);
    assert_eq!(output.status.code(), Some(1));
    let checked = json(&output);
    assert_eq!(checked["problems"], told["problems"]);
    assert!(checked.get("output").is_none());
    let output = run(&["quotes".as_ref(), &folder, "--json".as_ref()]);
    assert!(json(&output).is_array());
}

#[test]
fn what_was_cut_is_told_passage_by_passage() {
    let folder = harbor("cut");
    write(
        &folder,
        "labels.csv",
        "file,words,label\nb/*,we saw,related\nb/*,nobody,body\nb/*,x,menu\n",
    );
    let (out, _) = said(&run(&["check".as_ref(), &folder]));
    assert!(
        out.contains("b/02-ferry.md: kept 1 passage, 4 words; cut 1 related\n"),
        "{out}"
    );
    assert!(
        out.contains("warning: labels.csv:3: no passage of “b/*” begins with “nobody”; "),
        "{out}"
    );
    assert!(
        out.contains("warning: labels.csv:4: “menu” is no label; write one of body"),
        "{out}"
    );
    let (out, _) = said(&run(&["check".as_ref(), &folder, "--verbose".as_ref()]));
    assert!(
        out.contains("\n  ¶2 related: “We saw it.” It was put right by hand.\n"),
        "{out}"
    );
}

#[test]
fn the_same_article_twice_is_told() {
    let folder = folder("copies");
    let report = "The ferry between the island and the mainland sailed again on Friday, after four \
                  months in the dock. Captain Mara Lindqvist said that the crossing took forty \
                  minutes, five fewer than with the old engine. Harbor master Ines Falk said that \
                  nobody had missed the noise.";
    for (file, outlet) in [
        ("a.md", "Harbor Post"),
        ("b.md", "Gazette"),
        ("c.md", "Other"),
    ] {
        let lead = if outlet == "Gazette" {
            "Reported by the agency. "
        } else {
            ""
        };
        let report = if outlet == "Other" {
            "It rained."
        } else {
            report
        };
        let text = format!("---\ntitle: Ferry is back\noutlet: {outlet}\n---\n{lead}{report}\n");
        write(&folder, file, &text);
    }
    let (out, _) = said(&run(&["check".as_ref(), &folder]));
    let lines: Vec<&str> = out.lines().filter(|it| it.contains("; the same")).collect();
    assert!(
        matches!(lines[..], [it] if it.starts_with("b.md: ") && it.ends_with("the same article as a.md")),
        "{out}"
    );
    let told = json(&run(&["check".as_ref(), &folder, "--json".as_ref()]));
    let documents = told["documents"].as_array().expect("it is a list");
    let same: Vec<bool> = documents
        .iter()
        .map(|it| it["same_as"] == documents[0]["key"])
        .collect();
    assert_eq!(same, [false, true, false]);
}

#[test]
fn what_a_publisher_says_of_sources_and_names() {
    let folder = harbor("settings");
    write(
        &folder,
        "crossread.toml",
        "title = 'Harbor'\ncolour = 'red'\nlicense = 'CC0'\n[sources.post]\nrights = 'link'\n\
         [sources.'01-*']\noutlet = 'Dock News'\nlanguage = 'de'\n[sources.Gone]\nrights = 'link'\n\
         [names]\nDock = { kind = 'place', forms = ['pier'] }\nNobody = ['none']\n",
    );
    fs::remove_file(folder.join("03-bad.md")).expect("the bad file is there");
    let file = folder.join("out.crossread");
    let output = run(&[
        "build".as_ref(),
        &folder,
        "-o".as_ref(),
        &file,
        "--strict".as_ref(),
    ]);
    let (_, err) = said(&output);
    assert!(output.status.success(), "{err}");
    for line in [
        "warning: crossread.toml:2: “colour” is not known here; crossread.toml states title, about",
        "warning: crossread.toml:9: no article is of the source “Gone”; ",
        "warning: crossread.toml:13: no article names “Nobody”; ",
    ] {
        assert!(err.contains(line), "{line}\n{err}");
    }
    let bundle = decode(&fs::read(&file).expect("it is there")).expect("it opens");
    let [dock, ferry] = &bundle.corpus.documents[..] else {
        panic!("{:?}", bundle.corpus.documents);
    };
    assert_eq!(
        (dock.outlet.as_str(), dock.language.as_str()),
        ("Dock News", "de")
    );
    assert_eq!(dock.license.as_deref(), Some("CC0"));
    assert_eq!(
        (ferry.title.as_str(), ferry.text.as_str()),
        ("Ferry sails", "")
    );
    let names: Vec<_> = (bundle.names.entries.iter())
        .map(|it| (it.canonical.as_str(), it.forms.join("|")))
        .collect();
    assert_eq!(names, [("Dock", "Dock|pier".to_owned())]);
}

#[test]
fn settings_that_cannot_be_read_permit_nothing() {
    let folder = harbor("no-toml");
    write(
        &folder,
        "crossread.toml",
        "title = 'Harbor'\n[sources.Post\nrights = 'link'\n",
    );
    let file = folder.join("out.crossread");
    let output = run(&["build".as_ref(), &folder, "-o".as_ref(), &file]);
    let (_, err) = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.contains("error: crossread.toml:2: this is not TOML: "),
        "{err}"
    );
    assert!(
        err.contains("may say what must not be carried, nothing was built.\n"),
        "{err}"
    );
    assert!(!file.exists());
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back_are_told() {
    use std::os::unix::fs::symlink;

    let folder = folder("links");
    write(&folder, "b/a.md", FERRY);
    symlink(&folder, folder.join("b/loop")).expect("a link");
    symlink(folder.join("gone.md"), folder.join("c.md")).expect("a link");
    symlink(folder.join("b/a.md"), folder.join("d.md")).expect("a link");
    let output = run(&["check".as_ref(), &folder]);
    let (out, _) = said(&output);
    for line in [
        "warning: b/loop: this link leads back to ",
        "error: c.md: this is gone, or a link that leads nowhere; ",
        "warning: d.md: the text is the same as that of b/a.md; ",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    assert!(out.contains("2 documents, "), "{out}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_single_file_is_a_collection_too() {
    let folder = harbor("single");
    let output = run(&["check".as_ref(), &folder.join("b/02-ferry.md")]);
    let (out, _) = said(&output);
    assert!(output.status.success());
    assert!(
        out.starts_with("02-ferry.md: kept 2 passages, 7 words\n"),
        "{out}"
    );
}

/// A page without its program, as a build of it looks.
const SMALL_PAGE: &str = "<head><meta name=\"description\" content=\"x\"><title>Crossread</title>\
     <script src=\"a-0123456789abcdef.js\"></script></head><body><div id=\"app\"><header class=\"masthead\"></header>\
     <main data-view=\"opening\">wait</main></div><section data-glue=\"b.js\"></section>";

fn small_page(name: &str) -> PathBuf {
    let page = folder(name);
    write(&page, "index.html", SMALL_PAGE);
    write(&page, "a-0123456789abcdef.js", "js");
    write(&page, "fonts/b.woff2", "font");
    write(&page, "corpus.crossread", "another bundle");
    write(&page, ".hidden", "x");
    page
}

/// The files below `folder` by name.
fn names_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies there");
                found.push(name.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

pub(super) fn make_site(
    articles: &Path,
    page: &Path,
    site: &Path,
    options: &[&str],
) -> (String, Option<i32>) {
    let output = program()
        .args([
            "site".as_ref(),
            articles,
            "-o".as_ref(),
            site,
            "--page".as_ref(),
            page,
        ])
        .args(options)
        .output()
        .expect("the program runs");
    let (out, err) = said(&output);
    (out + &err, output.status.code())
}

#[test]
fn a_site_is_page_and_bundle() {
    let articles = harbor("site-articles");
    write(
        &articles,
        "crossread.toml",
        "title = 'Harbor <&> \"Co\"'\nabout = 'All of it.'\n",
    );
    let page = small_page("site-page");
    let site = folder("site-parent").join("site");
    let (told, code) = make_site(&articles, &page, &site, &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains(": 19 files, ") && told.contains("crossread serve "),
        "{told}"
    );
    let files = [
        "404.html",
        "_headers",
        "a-0123456789abcdef.js",
        "corpus.crossread",
        "crossread-site.txt",
        "fonts/b.woff2",
        "index.html",
        "index.html.br",
        "index.html.gz",
        "manifest.json",
        "sw.js",
    ];
    let mut names = names_in(&site);
    // Those of the plain pages have a hash of their texts in them.
    names.retain(|it| !it.starts_with("read/") && !it.starts_with("quotes.html"));
    assert_eq!(names, files);
    let html = fs::read_to_string(site.join("index.html")).expect("the page is there");
    assert!(
        html.starts_with(
            "<head><meta name=\"description\" content=\"All of it.\">\
             <title>Harbor &lt;&amp;&gt; &quot;Co&quot;</title>\
             <link rel=\"manifest\" href=\"manifest.json\"><script src=\"a-0123456789abcdef.js\">"
        ),
        "{html}"
    );
    let bytes = fs::read(site.join("corpus.crossread")).expect("the bundle is there");
    assert_eq!(decode(&bytes).expect("it opens").corpus.documents.len(), 2);

    // Another release of the page: what only the old one needs stays for pages that are open since
    // then, and goes with the next.
    let rename = |from: &str, to: &str| {
        fs::rename(page.join(from), page.join(to)).expect("it is there");
        let (told, code) = make_site(&articles, &page, &site, &[]);
        assert_eq!(code, Some(0), "{told}");
        let mut names = names_in(&site);
        names.retain(|it| it.starts_with("a-"));
        names
    };
    let [first, second, third] = [
        "a-0123456789abcdef.js",
        "a-1123456789abcdef.js",
        "a-2123456789abcdef.js",
    ];
    assert_eq!(rename(first, second), [first, second]);
    assert_eq!(rename(second, third), [second, third]);
    assert_eq!(rename(third, "a.js"), [third]);
    assert_eq!(rename("a.js", third), [third]);
}

/// Two articles, one of which may not be shown, and a site of them.
fn plain_site(name: &str, options: &[&str]) -> (PathBuf, String) {
    let articles = folder(&format!("{name}-articles"));
    write(
        &articles,
        "1.md",
        "---\ntitle: A </script><b> title & \u{1b} ]]>\noutlet: Harbor Post\ndate: 2021-03-05\n---\n\n\
         The ferry sailed at noon.\n\n“We are back,” Captain Mara Lindqvist said.\n\n\
         Lindqvist called the pier “quite safe”. She said that it would last.\n",
    );
    write(
        &articles,
        "2.md",
        "---\ntitle: Not ours to show\noutlet: Gazette\nrights: link\ndate: 2021-04~\n---\n\n\
         Everything about the pier.\n",
    );
    let page = small_page(&format!("{name}-page"));
    let site = folder(&format!("{name}-parent")).join("site");
    let (told, code) = make_site(&articles, &page, &site, options);
    assert_eq!(code, Some(0), "{told}");
    (site, told)
}

/// The two pages of sources of [`plain_site`].
fn pages_of_sources(site: &Path) -> [String; 2] {
    let mut pages = names_in(site);
    pages.retain(|it| it.starts_with("read/") && it.ends_with(".html"));
    pages.try_into().expect("two sources")
}

/// What stands between `start` and `end`.
#[track_caller]
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let found = text
        .split_once(start)
        .and_then(|it| Some(it.1.split_once(end)?.0));
    found.unwrap_or_else(|| panic!("no {start} … {end} in {text}"))
}

#[test]
fn links_of_plain_pages_lead_somewhere() {
    for (name, options) in [("linked", &[][..]), ("cut", &["--shards", "always"])] {
        let (site, _) = plain_site(name, options);
        let names = names_in(&site);
        assert_eq!(
            names.iter().any(|it| it.ends_with(".shard")),
            !options.is_empty()
        );
        let mut n_links = 0;
        for page in pages_of_sources(&site)
            .iter()
            .chain([&"index.html".to_owned()])
        {
            let html = fs::read_to_string(site.join(page)).expect("it is there");
            for link in html.split("<a ").skip(1) {
                let link = between(link, "href=\"", "\"");
                let file = link.split('#').next().unwrap_or_default();
                let file = match (file.strip_prefix("../"), page.split_once('/')) {
                    (Some(above), Some(_)) => above.to_owned(),
                    (None, Some(_)) if file.is_empty() => page.clone(),
                    (_, folder) => folder.map_or(String::new(), |it| format!("{}/", it.0)) + file,
                };
                assert!(names.contains(&file), "{page} leads to {link}");
                n_links += 1;
            }
        }
        assert!(n_links > 10, "{n_links}");
    }
}

#[test]
fn a_site_is_read_without_scripts() {
    let (site, told) = plain_site("plain", &[]);
    assert!(
        told.contains("Without --address it has no sitemap"),
        "{told}"
    );
    let text = |name: &str| fs::read_to_string(site.join(name)).expect("it is there");
    let names = names_in(&site);
    let pages = pages_of_sources(&site);

    let index = text("index.html");
    assert!(!index.contains("wait"), "{index}");
    assert!(
        index.ends_with("</main></div><section data-glue=\"b.js\"></section>"),
        "{index}"
    );
    for link in [&pages[0], &pages[1], "quotes.html"] {
        assert!(
            index.contains(&format!("href=\"{link}\"")),
            "{link} in {index}"
        );
    }
    let ours = text(&pages[0]);
    assert!(
        ours.contains("id=\"passage-0\" data-kind=\"body\">The ferry sailed at noon.</p>"),
        "{ours}"
    );
    assert!(ours.contains("A &lt;/script&gt;&lt;b&gt; title"), "{ours}");
    // The app starts in it, from the folder above.
    assert!(
        ours.contains("src=\"../a-0123456789abcdef.js\"") && ours.contains("data-glue=\"b.js\""),
        "{ours}"
    );
    assert!(ours.contains("href=\"../manifest.json\""), "{ours}");
    let key = between(&pages[0], "read/", ".html");
    assert_eq!(
        between(&ours, "data-plain=\"", "\""),
        format!("#/read/{key}")
    );
    let quotes = text("quotes.html");
    assert!(
        quotes.contains("“We are back,”") && quotes.contains("Mara Lindqvist"),
        "{quotes}"
    );
    assert_eq!(between(&quotes, "data-plain=\"", "\""), "#/quotes");
    // And no more is shown than may be.
    for name in names.iter().filter(|it| it.ends_with(".html")) {
        assert!(!text(name).contains("Everything about the pier"), "{name}");
    }
    // Nothing that would have to be absolute.
    for name in ["index.html", "quotes.html", &pages[0]] {
        let html = text(name);
        assert!(html.contains("<meta property=\"og:title\""), "{html}");
        for absolute in ["og:url", "og:image", "canonical", "atom+xml"] {
            assert!(!html.contains(absolute), "{absolute} in {html}");
        }
    }
    assert!(
        !names
            .iter()
            .any(|it| it.ends_with(".xml") || it.ends_with(".png"))
    );
}

#[test]
fn a_site_says_what_its_sources_are() {
    let (site, _) = plain_site("structured", &[]);
    let html = fs::read_to_string(site.join(&pages_of_sources(&site)[0])).expect("it is there");
    let start = "<script type=\"application/ld+json\">";
    let json: Value = serde_json::from_str(between(&html, start, "</script>")).expect("JSON");
    assert_eq!(json["@context"], "https://schema.org");
    let graph = json["@graph"].as_array().expect("a list");
    assert_eq!(graph[0]["@type"], "NewsArticle");
    assert_eq!(graph[0]["datePublished"], "2021-03-05");
    assert_eq!(graph[0]["publisher"]["name"], "Harbor Post");
    let headline = graph[0]["headline"].as_str().expect("a text");
    assert!(headline.starts_with("A </script><b> title &"), "{headline}");
    // What is quoted, word for word; not what is only reported.
    let said: Vec<&str> = (graph[1..].iter())
        .filter_map(|it| it["text"].as_str())
        .collect();
    assert_eq!(said, ["We are back,", "quite safe"]);
    for quotation in &graph[1..] {
        assert_eq!(quotation["@type"], "Quotation");
        assert_eq!(quotation["isPartOf"]["@id"], graph[0]["@id"]);
        assert_eq!(quotation["spokenByCharacter"]["name"], "Mara Lindqvist");
        assert_eq!(quotation["spokenByCharacter"]["@type"], "Person");
    }
}

/// The text of each element of that name, in order, entities resolved; fails where XML would.
#[track_caller]
fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut open) = (Vec::new(), false);
    loop {
        use quick_xml::events::Event;
        match reader
            .read_event()
            .unwrap_or_else(|it| panic!("{it} in {xml}"))
        {
            Event::Start(it) if it.name().as_ref() == name => {
                open = true;
                found.push(String::new());
            }
            Event::End(it) if it.name().as_ref() == name => open = false,
            Event::Text(it) if open => {
                found.last_mut().expect("it is open").push_str(&it);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn a_site_with_an_address_leads_to_itself() {
    let at = "https://example.org/a";
    let (site, told) = plain_site("addressed", &["--address", at]);
    assert!(!told.contains("--address"), "{told}");
    let text = |name: &str| fs::read_to_string(site.join(name)).expect("it is there");
    let pages = pages_of_sources(&site).map(|it| format!("{at}/{it}"));

    let sitemap = text("sitemap.xml");
    let all = [
        format!("{at}/"),
        format!("{at}/quotes.html"),
        pages[0].clone(),
        pages[1].clone(),
    ];
    assert_eq!(elements(&sitemap, "loc"), all);
    assert_eq!(
        elements(&sitemap, "lastmod"),
        ["2021-03-05"],
        "where it is known"
    );

    // The newest first, by the last day that it can be.
    let feed = text("feed.xml");
    let newest = [&all[0], &pages[1], &pages[0]].map(String::clone);
    assert_eq!(elements(&feed, "id"), newest);
    let days = ["2021-04-30", "2021-04-30", "2021-03-05"];
    assert_eq!(
        elements(&feed, "updated"),
        days.map(|it| format!("{it}T00:00:00Z"))
    );
    assert_eq!(elements(&feed, "name"), ["Gazette", "Harbor Post"]);
    assert_eq!(elements(&feed, "summary"), ["The ferry sailed at noon."]);
    for xml in [&sitemap, &feed] {
        assert!(!xml.contains(|c: char| c < ' ' && c != '\n'), "{xml}");
        assert!(!xml.contains("<b>") && !xml.contains("]]>"), "{xml}");
    }

    let html = text(&pages_of_sources(&site)[0]);
    for (name, expected) in [
        ("og:url", pages[0].as_str()),
        ("og:type", "article"),
        ("og:description", "The ferry sailed at noon."),
        ("og:image", "https://example.org/a/preview.png"),
    ] {
        let start = format!("<meta property=\"{name}\" content=\"");
        assert_eq!(between(&html, &start, "\""), expected);
    }
    assert_eq!(
        between(&html, "<link rel=\"canonical\" href=\"", "\""),
        pages[0]
    );
    assert!(
        html.contains("href=\"https://example.org/a/feed.xml\""),
        "{html}"
    );
    assert!(site.join("preview.png").exists());
    // Readers who come by the app need none of these.
    let keeper = text("sw.js");
    assert!(
        !keeper.contains(".xml") && !keeper.contains(".png"),
        "{keeper}"
    );

    let output = program()
        .args(["site", "x", "-o", "y", "--address", "example.org"])
        .output()
        .expect("the program runs");
    let (_, err) = said(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err.contains("“example.org” is not the address of a folder on the web"),
        "{err}"
    );
}

#[test]
fn a_site_harms_nothing_else() {
    let articles = harbor("harm-articles");
    let page = small_page("harm-page");
    let site = folder("harm-site");
    write(&site, "thesis.txt", "years of work");
    // Whoever changed the list of files reaches nothing outside.
    write(
        &site,
        "crossread-site.txt",
        "../harm-page/a-0123456789abcdef.js\nold.js\n",
    );
    write(&site, "old.js", "ours");
    let (told, code) = make_site(&articles, &page, &site, &[]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("holds other things than a site that crossread made: thesis.txt. "),
        "{told}"
    );
    assert!(!site.join("index.html").exists());
    let (told, code) = make_site(&articles, &page, &site, &["--force", "--json"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(site.join("thesis.txt").exists() && !site.join("old.js").exists());
    assert!(page.join("a-0123456789abcdef.js").exists());

    let (told, code) = make_site(&articles, &page, &articles.join("site"), &[]);
    assert!(
        told.contains("the site would lie among the articles"),
        "{told}"
    );
    assert_eq!(code, Some(1));
    let (told, code) = make_site(&articles, &articles, &site, &[]);
    assert!(
        told.contains("has no index.html, so it holds no page"),
        "{told}"
    );
    assert_eq!(code, Some(1));
}

#[test]
fn a_program_without_a_page_says_how_to_get_one() {
    let articles = harbor("pageless");
    let site = articles.with_file_name("pageless-site");
    let output = run(&["site".as_ref(), &articles, "-o".as_ref(), &site]);
    let (_, err) = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.contains("holds no page") && err.contains("make program"),
        "{err}"
    );
    assert!(!site.exists());
}

/// What `crossread quotes` says of an article with a statement of each kind.
fn quoted(name: &str, format: &[&str]) -> (String, String, Option<i32>) {
    let folder = folder(name);
    let article = "---\ntitle: Ferry\noutlet: Post\ndate: 2021-03\n---\nThe ferry “Old Tern” sailed. “We \
        sail,” captain Ann Reed said. She said that it was “no risk”. Reed added she was tired.\n";
    write(&folder, "a.md", article);
    let arguments = ["quotes".as_ref(), folder.as_os_str()];
    let output = program().args(arguments).args(format).output();
    let output = output.expect("the program runs");
    let (out, err) = said(&output);
    (out, err, output.status.code())
}

#[test]
fn quotes_are_written_as_a_table() {
    let (out, err, code) = quoted("quotes-csv", &[]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].starts_with("id,kind,words,quoted,speaker,role,"),
        "{out}"
    );
    for (line, part) in lines[1..].iter().zip([
        ",term,Old Tern,Old Tern,,,",
        ",direct,\"We sail,\",\"We sail,\",Ann Reed,captain,,captain Ann Reed,said,",
        ",mixed,it was “no risk”,no risk,Ann Reed,captain,,She,said,",
        ",indirect,she was tired,,Ann Reed,captain,,Reed,added,",
    ]) {
        assert!(line.contains(part), "{line}\n{part}");
    }
    assert_eq!((lines.len(), code), (5, Some(0)));
    assert!(err.ends_with("3 statements, 1 term\n"), "{err}");
}

#[test]
fn quotes_are_written_as_json_and_references() {
    let (out, _, _) = quoted("quotes-json", &["--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let all = all.as_array().expect("an array");
    let (lines, _, _) = quoted("quotes-jsonl", &["--format", "jsonl"]);
    let each: Vec<serde_json::Value> = (lines.lines())
        .map(|it| serde_json::from_str(it).expect("each line is JSON"))
        .collect();
    assert_eq!(*all, each);
    let mixed = &all[2];
    assert_eq!(mixed["kind"], "mixed");
    let (start, quoted_at) = (&mixed["start"], &mixed["quoted_at"][0]);
    assert_eq!(quoted_at[0].as_u64(), start.as_u64().map(|it| it + 8));
    assert_eq!(mixed["reason"], "pronoun");
    for (format, beginning) in [
        ("ris", "TY  - NEWS"),
        ("bibtex", "@article{"),
        ("csl", "[\n{"),
    ] {
        let (out, _, code) = quoted(&format!("quotes-{format}"), &["--format", format]);
        assert!(out.starts_with(beginning) && code == Some(0), "{out}");
    }
}

#[test]
fn the_publisher_names_speakers() {
    let folder = folder("quotes-named");
    write(
        &folder,
        "a.md",
        "---\ntitle: Ferry\noutlet: Post\n---\n“We sail,” the captain said.\n",
    );
    write(
        &folder,
        "names.csv",
        "name,form,source,words\nAnn Reed,the captain,,\nJo Reed,,a,we swim\n",
    );
    let output = run(&["quotes".as_ref(), &folder]);
    let (out, err) = said(&output);
    assert!(
        out.contains(",Ann Reed,") && out.contains(",publisher,"),
        "{out}"
    );
    assert!(
        err.contains("warning: names.csv:3: no statement is meant by “we swim” for Jo Reed"),
        "{err}"
    );
    assert!(!err.contains("passed over"), "{err}");
    write(&folder, "names.csv", "who\nAnn Reed\n");
    let (out, _) = said(&run(&["check".as_ref(), &folder]));
    assert!(
        out.contains("warning: names.csv:1: its first row has no column “name”"),
        "{out}"
    );
}

#[test]
fn quotes_of_nothing_are_said_to_be_so() {
    let empty = folder("quotes-empty");
    let output = run(&["quotes".as_ref(), &empty]);
    let (out, err) = said(&output);
    assert_eq!((out.as_str(), output.status.code()), ("", Some(1)));
    assert!(
        err.starts_with("crossread: there is no article in "),
        "{err}"
    );
}

/// What `crossread search` says of the harbor, and its exit code.
fn found(name: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = harbor(name);
    let file = folder.join("out.crossread");
    run(&["build".as_ref(), &folder, "-o".as_ref(), &file]);
    write(&folder, "queries.txt", "sailed\n\n-sailed it\n=1+1\n");
    let output = program()
        .args(["search".as_ref(), file.as_os_str()])
        .args(arguments)
        .current_dir(&folder)
        .output()
        .expect("the program runs");
    let (out, err) = said(&output);
    (out + &err, output.status.code())
}

#[test]
fn search_tells_hits_with_what_matched() {
    let (out, code) = found("search", &["it", "-opened", "--limit", "1", "--why"]);
    let [place, words, why, summary] = out.lines().collect::<Vec<_>>()[..] else {
        panic!("{out}");
    };
    assert!(
        place.starts_with("ferry-") && place.ends_with(" ¶1"),
        "{out}"
    );
    assert_eq!(words, "  [It] sailed. [It] rained.");
    assert!(
        why.starts_with("  score ") && why.contains(" for it (it; 2 places)) / "),
        "{out}"
    );
    assert_eq!((summary, code), ("2 hits in 1 source", Some(0)));
}

#[test]
fn search_tells_what_else_to_ask() {
    let (out, code) = found("search-nothing", &["“saild rained”"]);
    assert!(out.starts_with("no hits in no sources\n"), "{out}");
    assert!(
        out.contains("with the words anywhere: 2 hits for saild rained\n"),
        "{out}"
    );
    assert_eq!(code, Some(1));
    let (out, _) = found("search-slip", &["opned"]);
    assert!(out.ends_with("did you mean opened? 2 hits\n"), "{out}");
}

#[test]
fn search_tells_lines_with_what_matched_in_one_column() {
    let (out, code) = found(
        "lines",
        &["--lines", "it", "--sort", "right", "--width", "3"],
    );
    let (lines, summary) = out.trim_end().rsplit_once('\n').expect("it has lines");
    let columns = lines.lines().map(|it| it.chars().position(|it| it == '['));
    assert!(columns.clone().all(|it| it == Some(11)), "{out}");
    let after = lines.lines().filter_map(|it| it.rsplit("It] ").next());
    let after: Vec<&str> = after.filter_map(|it| it.split('.').next()).collect();
    assert_eq!(after[1..], ["opened", "rained", "sailed"]);
    assert_eq!((summary, code), ("4 lines", Some(0)));
}

#[test]
fn search_writes_tables() {
    let (out, code) = found("csv", &["it", "--csv", "--limit", "1"]);
    assert!(
        out.starts_with("source,outlet,carried by,date,passage,score,text\r\n"),
        "{out}"
    );
    assert_eq!((out.lines().count(), code), (1 + 3, Some(0)));
    let (out, code) = found("counts", &["--counts-of", "queries.txt", "--csv"]);
    assert!(
        out.ends_with("\r\nsailed,2,0,2\r\n'-sailed it,2,1,1\r\n'=1+1,0,0,0\r\n"),
        "{out}"
    );
    assert_eq!(code, Some(0));
    let (out, _) = found("counts-shown", &["--counts-of", "queries.txt"]);
    assert!(out.starts_with("     2     0    2  sailed\n"), "{out}");
}

#[test]
fn search_says_what_it_lacks() {
    let (out, code) = found("search-none", &[]);
    assert!(out.contains("<QUERY>") && code == Some(2), "{out}");
    let (out, code) = found("search-gone", &["--counts-of", "gone.txt"]);
    assert!(
        out.starts_with("crossread: gone.txt cannot be read: "),
        "{out}"
    );
    assert_eq!(code, Some(1));
    let folder = folder("search-damaged");
    write(&folder, "x.crossread", "no bundle");
    let output = run(&[
        "search".as_ref(),
        &folder.join("x.crossread"),
        "it".as_ref(),
    ]);
    let (_, err) = said(&output);
    assert!(
        err.contains("x.crossread cannot be opened. This file is not "),
        "{err}"
    );
}

/// A running server, ended with the test.
struct Server {
    program: Child,
    port: u16,
}

impl Server {
    fn start(folder: &Path) -> Server {
        let mut program = program()
            .args(["serve".as_ref(), folder])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        let out = program.stdout.as_mut().expect("its output is piped");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it says where it is");
        let port = line
            .strip_prefix("Crossread is at http://127.0.0.1:")
            .and_then(|it| it.strip_suffix("/\n")?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in “{line}”"));
        Server { program, port }
    }

    /// Head, in lower case, and body of the answer.
    fn ask(&self, method: &str, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end = answer
            .windows(4)
            .position(|it| it == b"\r\n\r\n")
            .expect("a head ends");
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        (head, answer[end + 4..].to_vec())
    }

    /// The body of a file that must be there, whose head holds all of `expected`.
    #[track_caller]
    fn check(&self, path: &str, expected: &[&str], body: &[u8]) {
        let (head, found) = self.ask("GET", path);
        for line in ["http/1.1 200", "x-content-type-options: nosniff"]
            .iter()
            .chain(expected)
        {
            assert!(head.contains(line), "{path}: no {line} in\n{head}");
        }
        assert!(
            head.contains(&format!("content-length: {}", body.len())),
            "{head}"
        );
        assert_eq!(found, body, "{path}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn page(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "secret.txt", "secret");
    let page = folder.join("page");
    write(&page, "index.html", "<p>page");
    write(&page, "sub/index.html", "<p>sub");
    write(&page, "app-1f0c5a3be2d49786_bg.wasm", "\0asm");
    write(&page, "app-1f0c5a3be2d49786.js", "js");
    write(&page, "default.crossread", &"x".repeat(100_000));
    write(&page, "a é.css", "css");
    write(&page, ".hidden", "hidden");
    page
}

#[test]
fn serve_answers_every_connection_of_a_burst() {
    let server = Server::start(&page("burst"));
    let connect = |_| {
        let stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).expect("it can be set");
        stream
    };
    // Open before any asks, and all of them kept open, as browsers do.
    let mut streams: Vec<TcpStream> = (0..24).map(connect).collect();
    for stream in &mut streams {
        let asked = stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        asked.expect("it reads");
    }
    for stream in &mut streams {
        let mut start = [0; 12];
        stream.read_exact(&mut start).expect("it answers");
        assert_eq!(&start, b"HTTP/1.1 200");
    }
}

#[test]
fn serve_hands_out_files_as_browsers_want_them() {
    let server = Server::start(&page("serve"));
    let html = [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-cache",
    ];
    server.check("/", &html, b"<p>page");
    server.check("/index.html?x=1", &html, b"<p>page");
    server.check("/sub/", &html, b"<p>sub");
    server.check(
        "/app-1f0c5a3be2d49786_bg.wasm",
        &["content-type: application/wasm\r\n", "immutable"],
        b"\0asm",
    );
    server.check(
        "/app-1f0c5a3be2d49786.js",
        &["content-type: text/javascript", "immutable"],
        b"js",
    );
    server.check(
        "/default.crossread",
        &[
            "content-type: application/octet-stream",
            "cache-control: no-cache",
        ],
        "x".repeat(100_000).as_bytes(),
    );
    server.check("/a%20%C3%A9.css", &["content-type: text/css"], b"css");
}

#[test]
fn serve_hands_out_nothing_else() {
    let server = Server::start(&page("closed"));
    for path in [
        "/none",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/sub/..%2f..%2f..%2fsecret.txt",
        "/.hidden",
        "//etc/passwd",
        "/%",
        "/%00",
        "/index.html/",
    ] {
        let (head, body) = server.ask("GET", path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        let body = String::from_utf8(body).expect("the page is UTF-8");
        assert!(
            body.contains("<p>There is no such file here.</p>"),
            "{body}"
        );
    }
    let (head, body) = server.ask("HEAD", "/");
    assert!(
        head.starts_with("http/1.1 200") && head.contains("content-length: 7"),
        "{head}"
    );
    assert_eq!(body, b"");
    let (head, _) = server.ask("POST", "/");
    assert!(
        head.starts_with("http/1.1 405") && head.contains("allow: get, head"),
        "{head}"
    );
    let (head, _) = server.ask("GET", "/sub");
    assert!(
        head.starts_with("http/1.1 301") && head.contains("location: ./sub/"),
        "{head}"
    );
}

#[test]
fn two_servers_take_two_ports_and_a_given_port_is_kept_to() {
    let folder = page("ports");
    let (one, two) = (Server::start(&folder), Server::start(&folder));
    assert_ne!(one.port, two.port);
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken
        .local_addr()
        .expect("it has an address")
        .port()
        .to_string();
    let output = run(&["serve".as_ref(), &folder, "--port".as_ref(), port.as_ref()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output).1,
        format!(
            "crossread: port {port} is in use by another program; choose another one with --port, \
             or leave --port out.\n"
        )
    );
    let output = run(&["serve".as_ref(), &folder.join("none")]);
    assert!(
        said(&output)
            .1
            .starts_with("crossread: there is no folder ")
    );
}

/// The harbor with tables beside it, and a table of articles.
fn larger_harbor(name: &str) -> PathBuf {
    let folder = harbor(name);
    write(
        &folder,
        "04.csv",
        "title,outlet,text\nOne,Post,It rained.\nTwo,,x\n",
    );
    write(&folder, "05-broken.docx", "no archive");
    write(
        &folder,
        "names.csv",
        "name,form,kind\nTern,the ferry,body\nNobody,nobody,person\n",
    );
    write(
        &folder,
        "labels.csv",
        "file,words,label\n*ferry.md,We saw,form\nx,y,form\n",
    );
    write(
        &folder,
        "links.csv",
        "verdict,source,words,other source,other words\nsame,ferry,It,post-dock,It\n",
    );
    folder
}

#[test]
fn parts_merge_into_the_bundle_of_one_build() {
    let articles = larger_harbor("parts");
    let out = folder("parts-out");
    let whole = out.join("whole.crossread");
    let built = run(&["build".as_ref(), &articles, "-o".as_ref(), &whole]);
    assert!(built.status.success());
    let expected = fs::read(&whole).expect("the bundle is there");
    for n in [1, 2, 5, 9] {
        let parts: Vec<PathBuf> = (1..=n).map(|it| out.join(format!("{it}-of-{n}"))).collect();
        for (number, part) in (1..).zip(&parts) {
            let share = format!("{number}/{n}");
            let arguments = ["build".as_ref(), &*articles, "--part".as_ref()];
            let output = run(&[&arguments[..], &[share.as_ref(), "-o".as_ref(), part]].concat());
            let (told, err) = said(&output);
            assert!(output.status.success(), "{err}");
            assert!(told.contains(&format!("part {number} of {n}")), "{told}");
        }
        let merged = out.join("merged.crossread");
        let parts = parts.iter().map(|it| &**it);
        let arguments: Vec<&Path> = ["merge".as_ref(), "-o".as_ref(), &*merged]
            .into_iter()
            .chain(parts)
            .collect();
        let output = run(&arguments);
        assert!(output.status.success(), "{}", said(&output).1);
        assert!(fs::read(&merged).expect("it is there") == expected, "{n}");
        // Problems are told as one build tells them.
        assert_eq!(said(&output).1, said(&built).1);
    }
}

#[test]
fn parts_that_do_not_belong_together_are_told() {
    let articles = larger_harbor("parts-told");
    let out = folder("parts-told-out");
    let build = |share: &str| {
        let path = out.join(share.replace('/', "-of-"));
        let arguments = ["build".as_ref(), &*articles, "--part".as_ref()];
        run(&[&arguments[..], &[share.as_ref(), "-o".as_ref(), &path]].concat());
        path
    };
    let (one, two) = (build("1/2"), build("2/2"));
    write(&articles, "06.md", FERRY);
    let later = build("2/2");
    fs::rename(&later, out.join("later")).expect("it was written");
    let later = out.join("later");
    build("2/2");
    let bundle = out.join("out.crossread");
    let damaged = out.join("damaged");
    let mut bytes = fs::read(&one).expect("it was written");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&damaged, bytes).expect("a file");
    let none = out.join("none");
    for (parts, told) in [
        (
            vec![&one],
            "part 2 of 2 is missing; build it and name it too.\n",
        ),
        (
            vec![&one, &one],
            "are both part 1 of 2; name each part once.\n",
        ),
        (
            vec![&one, &later],
            "build all parts again from the same files.\n",
        ),
        (
            vec![&damaged, &two],
            "damaged is damaged; copy this part again, or build it again.\n",
        ),
        (
            vec![&none],
            "none cannot be read: No such file or directory (os error 2).\n",
        ),
    ] {
        let parts = parts.into_iter().map(|it| &**it);
        let arguments: Vec<&Path> = ["merge".as_ref(), "-o".as_ref(), &*bundle]
            .into_iter()
            .chain(parts)
            .collect();
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(1));
        let (_, err) = said(&output);
        assert!(
            err.starts_with("crossread: ") && err.ends_with(told),
            "{err}"
        );
        assert!(!bundle.exists());
    }
    let wrong = run(&[
        "build".as_ref(),
        &articles,
        "--part=3/2".as_ref(),
        "-o".as_ref(),
        &bundle,
    ]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).1.contains("as 2/8 for the second of eight"));
}

#[test]
fn the_script_for_slurm_builds_its_part() {
    let articles = harbor("slurm");
    let out = folder("slurm-out");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cluster/slurm.sh");
    let program = Path::new(env!("CARGO_BIN_EXE_crossread"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = program.parent().map(Path::to_path_buf);
    let path = folders.into_iter().chain(std::env::split_paths(&path));
    let path = std::env::join_paths(path).expect("folders without colons");
    for task in ["1", "2", "3"] {
        let output = Command::new("sh")
            .args([&script, &articles, &out.join("parts")])
            .env("PATH", &path)
            .env("SLURM_ARRAY_TASK_ID", task)
            .env("SLURM_ARRAY_TASK_COUNT", "3")
            .output()
            .expect("there is a shell");
        assert!(output.status.success(), "{}", said(&output).1);
    }
    let parts = ["1", "2", "3"].map(|it| out.join(format!("parts/{it}.part")));
    let bundle = out.join("out.crossread");
    let [one, two, three] = &parts;
    let output = run(&["merge".as_ref(), one, three, two, "-o".as_ref(), &bundle]);
    assert!(output.status.success(), "{}", said(&output).1);
}

#[test]
fn shards_are_searched_as_the_bundle_they_were_made_of() {
    let articles = larger_harbor("shards");
    let out = folder("shards-out");
    let (bundle, shards) = (out.join("a.crossread"), out.join("shards"));
    run(&["build".as_ref(), &articles, "-o".as_ref(), &bundle]);
    let make = || run(&["shards".as_ref(), &bundle, "-o".as_ref(), &shards]);
    let output = make();
    assert!(output.status.success(), "{}", said(&output).1);
    let names = || {
        let files = fs::read_dir(shards.join("shards"))
            .expect("a folder")
            .flatten();
        let names: std::collections::BTreeSet<_> = files.map(|it| it.file_name()).collect();
        names
    };
    let first = names();
    for query in ["sailed", "saild", "source:post opend", "nothing at all"] {
        let told = [&bundle, &shards].map(|it| {
            let output = run(&["search".as_ref(), it, query.as_ref()]);
            (said(&output).0, output.status.code())
        });
        let [whole, pieces] = told;
        let (found, read) = pieces.0.split_once("read ").expect("how much was read");
        assert_eq!((found, pieces.1), (whole.0.as_str(), whole.1), "{query}");
        assert!(read.contains(" files, "), "{read}");
    }
    let refused = run(&[
        "search".as_ref(),
        &shards,
        "--lines".as_ref(),
        "sailed".as_ref(),
    ]);
    assert!(said(&refused).1.contains("it is fetched piece by piece"));
    // Made again of other articles: what is read now stays, and goes the next time.
    write(&articles, "07.md", FERRY);
    run(&["build".as_ref(), &articles, "-o".as_ref(), &bundle]);
    make();
    assert!(names().is_superset(&first));
    make();
    assert!(!names().is_superset(&first));
    let root = shards.join("corpus.crossread");
    let mut bytes = fs::read(&root).expect("a file");
    bytes.pop();
    fs::write(&root, bytes).expect("a file");
    let damaged = run(&["search".as_ref(), &shards, "sailed".as_ref()]);
    assert!(
        said(&damaged)
            .1
            .contains("the root of these shards is damaged")
    );
}
