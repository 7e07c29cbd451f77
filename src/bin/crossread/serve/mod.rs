//! `crossread serve`: the page for browsers on this machine.

mod answer;
mod path;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread;

use answer::answer;
use tiny_http::Server;

use crate::{Outcome, say};

/// The first port that is tried when none is given.
const FIRST_PORT: u16 = 8017;

/// How many ports are tried before any free one is taken.
const PORTS: u16 = 20;

/// A page load asks for several files at once; more threads than browsers open connections are
/// of no use.
const THREADS: usize = 6;

pub(crate) fn serve(folder: &Path, port: Option<u16>) -> Outcome {
    let at = folder.display();
    let Some(root) = folder.canonicalize().ok().filter(|it| it.is_dir()) else {
        return Err(format!("there is no folder {at}"));
    };
    if !root.join("index.html").is_file() {
        eprintln!("crossread: {at} has no index.html, so browsers find no page at its address.");
    }
    let listener = listener(port)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let server = Server::from_listener(listener, None).map_err(refused)?;
    say(&format!("Crossread is at http://127.0.0.1:{port}/\n"));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    let response = answer(&root, request.method(), request.url());
                    // A browser that went away in between is no failure of ours.
                    let _ = request.respond(response);
                }
            });
        }
    });
    Err("the server has stopped".to_owned())
}

/// Listens at `port`, or at the first free one when none is asked for.
fn listener(port: Option<u16>) -> Result<TcpListener, String> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "port {port} is in use by another program; choose another one with --port, or \
                 leave --port out"
            ),
            io::ErrorKind::PermissionDenied => {
                format!("port {port} is reserved by the system; choose one above 1023")
            }
            _ => format!("port {port} cannot be used: {error}"),
        }),
        None => (FIRST_PORT..FIRST_PORT + PORTS)
            .find_map(|port| bind(port).ok())
            .map_or_else(|| bind(0), Ok)
            .map_err(refused),
    }
}

fn refused(error: impl std::fmt::Display) -> String {
    format!("the system does not let us listen for browsers: {error}")
}
