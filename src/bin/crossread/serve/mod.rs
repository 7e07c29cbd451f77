//! `crossread serve`: the page for browsers on this machine.

mod answer;
mod path;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use answer::answer;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::runtime;

use crate::{Outcome, say};

/// The first port that is tried when none is given.
const FIRST_PORT: u16 = 8017;

/// How many ports are tried before any free one is taken.
const PORTS: u16 = 20;

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
    let runtime = runtime::Builder::new_current_thread().enable_io().build();
    say(&format!("Crossread is at http://127.0.0.1:{port}/\n"));
    match runtime.and_then(|it| it.block_on(hand_out(listener, root.into()))) {
        Ok(never) => match never {},
        Err(error) => Err(format!("the server has stopped: {error}")),
    }
}

/// Answers every browser that connects, as long as the program runs.
async fn hand_out(listener: TcpListener, root: Arc<Path>) -> io::Result<Infallible> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let root = root.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let url = request.uri().path_and_query().map_or("/", |it| it.as_str());
            let answer = answer(&root, request.method(), url);
            async { Ok::<_, Infallible>(answer) }
        });
        tokio::spawn(async {
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // A browser that went away in between is no failure of ours.
            let _ = connection.await;
        });
    }
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
