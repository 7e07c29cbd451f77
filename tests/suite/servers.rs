//! A site below a path of nginx and of Caddy, set up as HOSTING.md says.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::program::{folder, make_site, write};

const GUIDE: &str = include_str!("../../HOSTING.md");

/// How long a server may take until it answers, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The folder into which tools/setup.sh unpacks the servers; says so where there is none.
fn servers(name: &str) -> Option<PathBuf> {
    let found = std::env::var_os("CROSSREAD_SERVERS").map(PathBuf::from);
    if found.is_none() {
        // Not eprintln, which is shown only when a test fails.
        let _ = writeln!(
            io::stderr(),
            "not tried: a site on {name}; tools/setup.sh servers sets CROSSREAD_SERVERS where it can be"
        );
    }
    found
}

/// The block of HOSTING.md in `language`, about the site below `root` on `port`.
fn instructions(language: &str, root: &Path, port: u16) -> String {
    let (_, block) = GUIDE
        .split_once(&format!("```{language}\n"))
        .expect("the guide has it");
    let (block, _) = block.split_once("```").expect("it ends");
    let root = root.to_str().expect("the folder's name is UTF-8");
    for place in ["/srv/www", "80"] {
        assert!(block.contains(place), "{place} in\n{block}");
    }
    block
        .replace("/srv/www", root)
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace(":80 {", &format!("http://127.0.0.1:{port} {{"))
}

/// A folder with a site in `news`.
fn root(name: &str) -> PathBuf {
    let articles = folder(&format!("{name}-articles"));
    write(
        &articles,
        "a.md",
        &format!(
            "---\ntitle: Ferry sails\noutlet: Post\n---\n{}\n",
            "It sailed. ".repeat(200)
        ),
    );
    let page = folder(&format!("{name}-page"));
    let code = "let a = 1;\n".repeat(200);
    write(
        &page,
        "index.html",
        &format!("<title>Crossread</title>{}", "<p>page\n".repeat(100)),
    );
    write(&page, "files.json", "[]");
    write(&page, "app-1f0c5a3be2d49786.js", &code);
    write(&page, "app-1f0c5a3be2d49786_bg.wasm", &code);
    write(&page, "styles-1f0c5a3be2d49786.css", &code);
    write(&page, "sw.js", &code);
    let root = folder(&format!("{name}-root"));
    let (told, status) = make_site(&articles, &page, &root.join("news"), &[]);
    assert_eq!(status, Some(0), "{told}");
    root
}

/// A running server, ended with the test.
struct Server {
    program: Child,
    port: u16,
    root: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

impl Server {
    fn start(command: &mut Command, port: u16, root: PathBuf) -> Server {
        let program = (command.stdin(Stdio::null()).stdout(Stdio::null()))
            .spawn()
            .expect("the server runs");
        let mut server = Server {
            program,
            port,
            root,
        };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Ok(Some(status)) = server.program.try_wait() {
                panic!("the server ended: {status}");
            }
            assert!(started.elapsed() < PATIENCE, "the server does not answer");
            thread::yield_now();
        }
        server
    }

    /// Head, in lower case, and body of the answer to a browser that accepts `encodings`.
    fn ask(&self, path: &str, encodings: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: {encodings}\r\n\
             Connection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end = (answer.windows(4).position(|it| it == b"\r\n\r\n")).expect("a head ends");
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        (head, answer[end + 4..].to_vec())
    }

    /// The answer is `file` of the site, byte for byte, and its head holds all of `expected` and
    /// none of `unwanted`.
    #[track_caller]
    fn check(&self, path: &str, encodings: &str, file: &str, expected: &[&str], unwanted: &[&str]) {
        let (head, body) = self.ask(path, encodings);
        for line in expected.iter().chain(&[
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "access-control-allow-origin: *",
        ]) {
            assert!(head.contains(line), "{path}: no {line} in\n{head}");
        }
        for line in unwanted {
            assert!(!head.contains(line), "{path}: {line} in\n{head}");
        }
        let bytes = fs::read(self.root.join("news").join(file)).expect("the site has it");
        assert!(body == bytes, "{path} is not {file}:\n{head}");
    }

    /// What HOSTING.md promises of every host.
    fn check_all(&self) {
        const KEPT: &str = "cache-control: public, max-age=31536000, immutable";
        const ASKED: &str = "cache-control: no-cache";
        const OK: &str = "http/1.1 200";
        for (name, kind, cache) in [
            ("app-1f0c5a3be2d49786.js", "text/javascript", KEPT),
            ("app-1f0c5a3be2d49786_bg.wasm", "application/wasm", KEPT),
            ("styles-1f0c5a3be2d49786.css", "text/css", KEPT),
            ("sw.js", "text/javascript", ASKED),
            ("index.html", "text/html; charset=utf-8", ASKED),
        ] {
            let path = format!("/news/{}", name.replace("index.html", ""));
            let kind = format!("content-type: {kind}");
            let vary = "vary: accept-encoding";
            for (encodings, ending, told) in [
                ("gzip, deflate, br", ".br", "content-encoding: br"),
                ("gzip", ".gz", "content-encoding: gzip"),
            ] {
                let file = format!("{name}{ending}");
                self.check(
                    &path,
                    encodings,
                    &file,
                    &[OK, &kind, cache, vary, told],
                    &[],
                );
            }
            let plain = ["content-encoding"];
            self.check(&path, "identity", name, &[OK, &kind, cache], &plain);
        }
        let bundle = "corpus.crossread";
        self.check(
            "/news/corpus.crossread",
            "identity",
            bundle,
            &[OK, ASKED],
            &[],
        );
        for path in ["/news/read/KEY", "/news/app-0000000000000000.js"] {
            let missing = ["http/1.1 404", "content-type: text/html"];
            self.check(path, "identity", "404.html", &missing, &["immutable"]);
        }
        let (head, _) = self.ask("/news", "identity");
        assert!(head.contains("http/1.1 30"), "{head}");
        let place = head.lines().find(|it| it.starts_with("location: "));
        assert!(place.is_some_and(|it| it.ends_with("/news/")), "{head}");
    }
}

#[test]
fn nginx_hands_out_a_site_as_the_guide_says() {
    let Some(servers) = servers("nginx") else {
        return;
    };
    let (root, port) = (root("nginx"), free_port());
    let own = folder("nginx-own");
    let module = servers.join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|it| format!("{it}_temp_path {it};\n"))
        .concat();
    let settings = format!(
        "load_module {};\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr crit;\n\
         events {{}}\nhttp {{\naccess_log off;\n{folders}{}}}\n",
        module.display(),
        instructions("nginx", &root, port)
    );
    write(&own, "nginx.conf", &settings);
    let mut nginx = Command::new(servers.join("usr/sbin/nginx"));
    nginx.arg("-p").arg(&own);
    nginx.args(["-c", "nginx.conf", "-e", "nginx.log"]);
    Server::start(&mut nginx, port, root).check_all();
}

#[test]
fn caddy_hands_out_a_site_as_the_guide_says() {
    let Some(servers) = servers("Caddy") else {
        return;
    };
    let (root, port) = (root("caddy"), free_port());
    let own = folder("caddy-own");
    // No certificates, and no port for changing its settings.
    let settings = format!(
        "{{\n\tadmin off\n\tauto_https off\n}}\n{}",
        instructions("caddy", &root, port)
    );
    write(&own, "Caddyfile", &settings);
    let mut caddy = Command::new(servers.join("usr/bin/caddy"));
    caddy.args(["run", "--adapter", "caddyfile", "--config"]);
    caddy.arg(own.join("Caddyfile")).env("HOME", &own);
    caddy.stderr(Stdio::null());
    Server::start(&mut caddy, port, root).check_all();
}
