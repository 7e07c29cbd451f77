//! The three engines: how each is started, with which settings, and how it is ended.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, io};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, WebDriver};
use tokio::runtime::Runtime;

/// How long a driver may take to answer after its start. Generous, because all engines start at
/// once on a machine that may have two cores.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// What a browser draws and runs the page with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink and V8, as in Chrome and Edge.
    Chromium,
    /// Gecko, as in Firefox.
    Firefox,
    /// WebKitGTK, the nearest to Safari that runs on Linux.
    WebKit,
}

/// The colors the reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Engine {
    /// All engines, the quickest first.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// Its name in lower case, as in the names of trials.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The engine of that name.
    pub fn named(name: &str) -> Option<Engine> {
        Engine::ALL.into_iter().find(|engine| engine.name() == name)
    }

    fn driver_command(self, port: u16) -> Command {
        let mut command = match self {
            Engine::Chromium => Command::new("chromedriver"),
            Engine::Firefox => Command::new("geckodriver"),
            Engine::WebKit => Command::new("WebKitWebDriver"),
        };
        command.arg(format!("--port={port}"));
        if self != Engine::Chromium {
            command.arg("--host=127.0.0.1");
        }
        command
    }

    /// `profile` is an empty folder for the browser's own use.
    fn capabilities(self, scheme: Scheme, profile: &Path) -> Value {
        match self {
            Engine::Chromium => {
                let mut options = json!({ "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-quic",
                    "--window-size=1280,900",
                    format!("--user-data-dir={}", profile.display()),
                ]});
                if let Some(binary) = on_path(&["chromium", "chromium-browser", "google-chrome"]) {
                    options["binary"] = json!(binary);
                }
                json!({
                    "goog:chromeOptions": options,
                    "goog:loggingPrefs": { "performance": "ALL" },
                })
            }
            Engine::Firefox => {
                let mut options = json!({
                    "args": ["-headless", "--width=1280", "--height=900"],
                    // Nothing but the page may use the network, or take time from it.
                    "prefs": {
                        "app.normandy.enabled": false,
                        "app.update.enabled": false,
                        "browser.safebrowsing.downloads.enabled": false,
                        "browser.safebrowsing.malware.enabled": false,
                        "browser.safebrowsing.phishing.enabled": false,
                        "datareporting.policy.dataSubmissionEnabled": false,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                        "toolkit.telemetry.enabled": false,
                        // 0 is dark and 1 is light, whatever the desktop says.
                        "layout.css.prefers-color-scheme.content-override":
                            if scheme == Scheme::Dark { 0 } else { 1 },
                    },
                });
                if let Some(binary) = on_path(&["firefox", "firefox-esr"]) {
                    options["binary"] = json!(binary);
                }
                json!({ "moz:firefoxOptions": options })
            }
            Engine::WebKit => json!({}),
        }
    }
}

/// A running browser with the driver that steers it.
///
/// Dropping it ends the processes that were started for it, and only those.
pub struct Session {
    /// Which engine it is.
    pub engine: Engine,
    /// The colors it was started with.
    pub scheme: Scheme,
    driver: Option<WebDriver>,
    runtime: Runtime,
    processes: Vec<Process>,
}

impl Session {
    /// Starts a browser that keeps its files in `folder`.
    ///
    /// # Errors
    ///
    /// A sentence that names what did not start.
    pub fn start(engine: Engine, scheme: Scheme, folder: &Path) -> Result<Session, String> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("no runtime to drive {} with: {error}", engine.name()))?;
        let mut processes = Vec::new();
        let mut attempt = || {
            processes.clear();
            start_driver(engine, scheme, folder, &runtime, &mut processes)
        };
        // A driver can lose its port to another one, or its browser the race against a deadline of
        // the driver's; with another port and a free moment it starts.
        let driver = attempt()
            .or_else(|reason| {
                eprintln!("{} did not start, trying again: {reason}", engine.name());
                attempt()
            })
            .map_err(|reason| format!("{} did not start: {reason}", engine.name()))?;
        Ok(Session {
            engine,
            scheme,
            driver: Some(driver),
            runtime,
            processes,
        })
    }

    /// Carries out a command of the driver and waits for its answer.
    pub fn wait<T>(&self, command: impl Future<Output = T>) -> T {
        self.runtime.block_on(command)
    }

    /// The driver's own interface.
    pub fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("only `drop` takes the driver")
    }

    /// Sends a command of Chromium's own protocol.
    pub fn devtools(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.wait(self.driver().cdp().send_raw(method, parameters))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            // A browser that has crashed cannot be asked to quit; its driver is ended below.
            let _ = self.runtime.block_on(driver.quit());
        }
        self.processes.clear();
    }
}

fn start_driver(
    engine: Engine,
    scheme: Scheme,
    folder: &Path,
    runtime: &Runtime,
    processes: &mut Vec<Process>,
) -> Result<WebDriver, String> {
    let text = |error: io::Error| error.to_string();
    let profile = folder.join("profile");
    fs::create_dir_all(&profile).map_err(text)?;
    let port = free_port().map_err(text)?;
    let mut command = engine.driver_command(port);
    if engine == Engine::WebKit {
        let (screen, display) = start_screen(folder)?;
        processes.push(screen);
        command.env("DISPLAY", display);
        // WebKitGTK takes its colors from the desktop's theme, and has no other switch.
        command.env(
            "GTK_THEME",
            if scheme == Scheme::Dark {
                "Adwaita:dark"
            } else {
                "Adwaita"
            },
        );
    }
    let log = folder.join("driver.log");
    let driver = File::create(&log)
        .and_then(|log| {
            command
                .stdin(Stdio::null())
                .stdout(log.try_clone()?)
                .stderr(log)
                .spawn()
        })
        .map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    processes.push(Process(driver));

    let Value::Object(capabilities) = engine.capabilities(scheme, &profile) else {
        unreachable!("capabilities are an object");
    };
    wait_for_port(port).map_err(|error| format!("{error}; see {}", log.display()))?;
    let driver = runtime
        .block_on(WebDriver::new(
            format!("http://127.0.0.1:{port}"),
            Capabilities::from(capabilities),
        ))
        .map_err(|error| error.to_string())?;
    if engine == Engine::Chromium && scheme == Scheme::Dark {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        runtime
            .block_on(driver.cdp().send_raw("Emulation.setEmulatedMedia", dark))
            .map_err(|error| error.to_string())?;
    }
    Ok(driver)
}

/// Starts a screen that nobody sees, for an engine that cannot do without; returns its display.
fn start_screen(folder: &Path) -> Result<(Process, String), String> {
    let log = File::create(folder.join("screen.log")).map_err(|error| error.to_string())?;
    let mut screen = Command::new("Xvfb")
        // It looks for a free number itself and writes it to this file descriptor.
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .map_err(|error| format!("Xvfb: {error}"))?;
    let output = screen.stdout.take().expect("stdout is piped");
    let screen = Process(screen);
    let mut number = String::new();
    BufReader::new(output)
        .read_line(&mut number)
        .map_err(|error| error.to_string())?;
    if number.trim().is_empty() {
        return Err("Xvfb ended without opening a screen".into());
    }
    Ok((screen, format!(":{}", number.trim())))
}

/// A process of ours, ended and reaped when dropped.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that was free a moment ago.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn wait_for_port(port: u16) -> Result<(), String> {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if start.elapsed() > START_TIMEOUT {
            return Err(format!("it does not listen on port {port}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// The first of these commands that is on PATH, as a path.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}
