//! The page and a corpus as one HTML file, which opens from a disk without a server.
//!
//! Browsers let a file from a disk load nothing beside it. So every file of the page lies packed in the
//! document (`[data-file]`, base64 of gzip), scripts that must run stand there once more as scripts of
//! the document, and `assets/single.js` takes the place of what fetches parts from a server. Nothing is
//! asked of any network, and the policy of the file allows it to no one: scripts and styles run by their
//! hashes alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use dom_query::Document;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The files of a page by their names, slashes between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file that names the others.
const FIRST_PAGE: &str = "index.html";

/// The corpus that the page opens by itself.
const BUNDLE: &str = "corpus.crossread";

/// What takes the place of the script that fetches parts from a server.
const SINGLE: &str = "single.js";

/// Where scripts and packed files go, while the rest of the document is put right.
const PLACE: &str = "crossread-parts";

/// Why no file can be made of a page.
#[derive(Debug, Error, PartialEq)]
pub enum SingleError {
    /// A file is missing that every built page has.
    #[error("the page has no {0}; build it anew")]
    Missing(String),
    /// A file is not as the build makes it.
    #[error("{0} of the page is not as this program knows it; build the page anew")]
    Strange(String),
}

/// One HTML file of the `files` of a built page and a `bundle`. The same input gives the same bytes.
///
/// # Errors
///
/// Which file of the page is missing or is not one of this version.
pub fn single(files: &Files, bundle: &[u8]) -> Result<String, SingleError> {
    let document = Document::from(text(files, FIRST_PAGE)?);
    let named = |selector: &str, attribute: &str| {
        let name = document.select(selector).attr(attribute);
        name.map(|it| it.trim_start_matches("./").to_owned())
            .ok_or_else(|| SingleError::Strange(FIRST_PAGE.to_owned()))
    };
    let styles_name = named("link[rel=stylesheet]", "href")?;
    let icon = named("link[rel=icon]", "href")?;
    let (glue, wasm) = (
        named("script[data-glue]", "data-glue")?,
        named("script[data-glue]", "data-wasm")?,
    );
    let importer = named("#workshop", "data-glue")?;

    let workshop_styles = released(files, "workshop/workshop", ".css")?;
    let styles = text(files, &styles_name)?.to_owned() + text(files, workshop_styles)?;
    let styles = with_fonts(&styles, files)?;
    let parts = released(files, "parts", ".js")?;
    let boot = released(files, "boot", ".js")?;
    let mut scripts = vec![(parts, script(parts, text(files, SINGLE)?)?)];
    for name in [
        glue.as_str(),
        released(files, "workshop/kept", ".js")?,
        released(files, "workshop/workshop", ".js")?,
        boot,
        &importer,
    ] {
        scripts.push((name, script(name, text(files, name)?)?));
    }

    document
        .select("link[rel=stylesheet], link[rel=preload], link[rel=modulepreload], link[rel=manifest], script[src]")
        .remove();
    let icon = BASE64.encode(bytes(files, &icon)?);
    (document.select("link[rel=icon]"))
        .set_attr("href", &format!("data:image/svg+xml;base64,{icon}"));
    let policy = policy(scripts.iter().map(|it| it.1.as_str()), &styles);
    (document.select("meta[http-equiv=Content-Security-Policy]")).set_attr("content", &policy);
    (document.select("head")).append_html(format!("<style>{PLACE}</style>"));
    (document.select("body")).append_html(format!("<script>{PLACE}</script>"));

    let mut elements = String::new();
    for (name, code) in &scripts {
        let names = match *name {
            name if name == boot => format!(" data-glue=\"{glue}\" data-wasm=\"{wasm}\""),
            _ => String::new(),
        };
        let _ = writeln!(
            elements,
            "<script type=\"module\" data-runs=\"{name}\"{names}>{code}</script>"
        );
    }
    let with_bundle = (files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
    .filter(|it| it.0 != BUNDLE)
    .chain([(BUNDLE, bundle)]);
    for (name, bytes) in with_bundle {
        let _ = writeln!(
            elements,
            "<script type=\"text/plain\" data-file=\"{name}\">{}</script>",
            packed(bytes)
        );
    }
    let html = document.html().to_string();
    let html = html.replacen(
        &format!("<style>{PLACE}</style>"),
        &format!("<style>{styles}</style>"),
        1,
    );
    Ok(html.replacen(&format!("<script>{PLACE}</script>"), &elements, 1))
}

/// The file of that name, whose release the build puts between its stem and its ending.
fn released<'a>(files: &'a Files, stem: &str, ending: &str) -> Result<&'a str, SingleError> {
    let is_it = |name: &&String| {
        let rest = name
            .strip_prefix(stem)
            .and_then(|it| it.strip_suffix(ending));
        rest.is_some_and(|it| it.is_empty() || it.starts_with('-'))
    };
    let found = files.keys().find(is_it).map(String::as_str);
    found.ok_or_else(|| SingleError::Missing(format!("{stem}{ending}")))
}

fn bytes<'a>(files: &'a Files, name: &str) -> Result<&'a [u8], SingleError> {
    let found = files.get(name).map(Vec::as_slice);
    found.ok_or_else(|| SingleError::Missing(name.to_owned()))
}

fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str, SingleError> {
    std::str::from_utf8(bytes(files, name)?).map_err(|_| SingleError::Strange(name.to_owned()))
}

/// Base64 of gzip.
fn packed(bytes: &[u8]) -> String {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let written = gzip.write_all(bytes).and_then(|()| gzip.finish());
    BASE64.encode(written.expect("memory takes what is written"))
}

/// Styles whose fonts, named by `url("…")`, are in them.
fn with_fonts(styles: &str, files: &Files) -> Result<String, SingleError> {
    const START: &str = "url(\"";
    let mut out = String::new();
    let mut rest = styles;
    while let Some(at) = rest.find(START) {
        let (before, after) = rest.split_at(at + START.len());
        out += before;
        let (name, after) = after
            .split_once('"')
            .ok_or_else(|| SingleError::Strange("the styles".to_owned()))?;
        out += "data:font/woff2;base64,";
        out += &BASE64.encode(bytes(files, name)?);
        out.push('"');
        rest = after;
    }
    Ok(out + rest)
}

/// The code of a module as a script of the document: what it imports comes from `crossreadExports`, and
/// what it exports goes there. It is a plain script, too: Chromium starts no module as a worker that is
/// not from a server.
fn script(name: &str, code: &str) -> Result<String, SingleError> {
    let strange = || SingleError::Strange(name.to_owned());
    let mut out = String::new();
    let mut exports = Vec::new();
    for line in code.lines() {
        if let Some(rest) = line.strip_prefix("import ") {
            let (names, from) = rest.split_once(" from ").ok_or_else(strange)?;
            let from = from.trim_matches(['"', ';']);
            if !names.starts_with('{') {
                return Err(strange());
            }
            let from = resolved(name, from);
            let _ = writeln!(out, "const {names} = crossreadExports[\"{from}\"];");
            continue;
        }
        let rest = line.strip_prefix("export ");
        if let Some(rest) = rest {
            exports.extend(exported(rest).ok_or_else(strange)?);
        }
        match rest {
            Some(list) if list.starts_with('{') => {}
            _ => {
                out += &rest
                    .unwrap_or(line)
                    .replace("import.meta.url", "location.href");
                out.push('\n');
            }
        }
    }
    let _ = writeln!(
        out,
        "crossreadExports[\"{name}\"] = {{ {} }};",
        exports.join(", ")
    );
    match out.contains("</script") || out.contains("<!--") {
        true => Err(strange()),
        false => Ok(out),
    }
}

/// The names that a statement exports, as members of an object; none where it is of another form.
fn exported(statement: &str) -> Option<Vec<String>> {
    if let Some(list) = statement.strip_prefix('{') {
        let (list, _) = list.split_once('}')?;
        let members = list.split(',').map(|it| match it.split_once(" as ") {
            Some((local, name)) => format!("{}: {}", name.trim(), local.trim()),
            None => it.trim().to_owned(),
        });
        return Some(members.filter(|it| !it.is_empty()).collect());
    }
    let rest = statement.strip_prefix("async ").unwrap_or(statement);
    let kinds = ["function ", "const ", "class "];
    let rest = kinds.iter().find_map(|it| rest.strip_prefix(it))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')?;
    Some(vec![rest[..end].to_owned()])
}

/// The name of the file that `from` means in the file `name`.
fn resolved(name: &str, from: &str) -> String {
    let mut folder: Vec<&str> = name.split('/').collect();
    folder.pop();
    for part in from.split('/') {
        match part {
            "." => {}
            ".." => drop(folder.pop()),
            part => folder.push(part),
        }
    }
    folder.join("/")
}

/// What the file may do: run these scripts and wasm, be drawn by these styles, and nothing else.
fn policy<'a>(scripts: impl Iterator<Item = &'a str>, styles: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)));
    let scripts: Vec<String> = scripts.map(hash).collect();
    format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' {}; style-src {}; img-src data:; \
         font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types crossread",
        scripts.join(" "),
        hash(styles),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_script(name: &str, code: &str, expected: &str) {
        assert_eq!(script(name, code).as_deref(), Ok(expected), "{code}");
    }

    #[test]
    fn modules_become_scripts() {
        check_script(
            "boot.js",
            "import { load } from \"./parts.js\";\nload();",
            "const { load } = crossreadExports[\"parts.js\"];\nload();\ncrossreadExports[\"boot.js\"] = {  };\n",
        );
        check_script(
            "a/b.js",
            "import { x } from \"../parts.js\";\nimport { y } from \"./c.js\";\nexport const z = x + y;",
            "const { x } = crossreadExports[\"parts.js\"];\nconst { y } = crossreadExports[\"a/c.js\"];\n\
             const z = x + y;\ncrossreadExports[\"a/b.js\"] = { z };\n",
        );
        check_script(
            "glue.js",
            "export class App {\n}\nexport async function worker() {\nimport.meta.url\n}\nexport { init, _1 as default };",
            "class App {\n}\nasync function worker() {\nlocation.href\n}\n\
             crossreadExports[\"glue.js\"] = { App, worker, init, default: _1 };\n",
        );
    }

    #[test]
    fn a_script_stays_in_its_element() {
        for code in [
            "x = \"</script>\"",
            "x = \"<!--\"",
            "import x from \"./y.js\"",
            "export default 3",
        ] {
            let strange = Err(SingleError::Strange("a.js".to_owned()));
            assert_eq!(script("a.js", code), strange, "{code}");
        }
    }

    fn made_up() -> Files {
        let files = [
            (
                "index.html",
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
                 <meta http-equiv=\"Content-Security-Policy\" content=\"x\"><title>Ferries</title>\
                 <link rel=\"icon\" href=\"icon.svg\"><link rel=\"preload\" href=\"./p_bg.wasm\">\
                 <link rel=\"stylesheet\" href=\"./s.css\">\
                 <script type=\"module\" src=\"boot-7.js\" data-glue=\"./p.js\" data-wasm=\"./p_bg.wasm\"></script>\
                 </head><body><section id=\"workshop\" data-glue=\"i.js\"></section></body></html>",
            ),
            ("s.css", "@font-face { src: url(\"fonts/f.woff2\") }"),
            ("fonts/f.woff2", "font"),
            ("icon.svg", "<svg/>"),
            ("parts-7.js", "export const load = 1;"),
            ("single.js", "export const load = 2;"),
            ("boot-7.js", "import { load } from \"./parts-7.js\";"),
            ("p.js", "export { a as default };"),
            ("i.js", "export { a as default };"),
            ("workshop/kept.js", ""),
            ("workshop/workshop.js", ""),
            ("workshop/workshop.css", "p { color: red }"),
        ];
        let owned = |(name, text): (&str, &str)| (name.to_owned(), text.as_bytes().to_vec());
        files.map(owned).into()
    }

    #[test]
    fn one_file_holds_all() {
        let html = single(&made_up(), b"a bundle").expect("nothing is missing");
        let document = Document::from(html.as_str());
        assert_eq!(document.select("title").text().as_ref(), "Ferries");
        assert_eq!(document.select("[src], link:not([rel=icon])").length(), 0);
        assert_eq!(
            document.select("style").text().as_ref(),
            "@font-face { src: url(\"data:font/woff2;base64,Zm9udA==\") }p { color: red }"
        );
        let boot = document.select("script[data-glue]");
        assert_eq!(boot.attr("data-wasm").as_deref(), Some("p_bg.wasm"));
        let policy = document.select("meta[http-equiv]").attr("content");
        let policy = policy.expect("it has a policy");
        for code in document.select("script[type=module], style").iter() {
            let hash = BASE64.encode(Sha256::digest(code.text().as_bytes()));
            assert!(
                policy.contains(&format!("'sha256-{hash}'")),
                "{}",
                code.html()
            );
        }
        let files = document.select("[data-file]");
        assert_eq!(files.length(), made_up().len() + 1);
        for file in files.iter() {
            let name = file.attr("data-file").expect("it was asked for");
            let bytes = BASE64.decode(file.text().as_bytes()).expect("base64");
            let mut text = String::new();
            let mut gzip = flate2::read::GzDecoder::new(bytes.as_slice());
            std::io::Read::read_to_string(&mut gzip, &mut text).expect("gzip");
            let expected = match &*name {
                BUNDLE => b"a bundle".as_slice(),
                name => &made_up()[name],
            };
            assert_eq!(text.as_bytes(), expected, "{name}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let all = made_up();
        for name in all.keys() {
            let mut files = all.clone();
            files.remove(name);
            let missing = Err(SingleError::Missing(name.replace("-7", "")));
            assert_eq!(single(&files, b""), missing);
        }
    }
}
