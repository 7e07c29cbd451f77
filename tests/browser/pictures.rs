//! Pictures of every view, for eyes: `make pictures`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use thirtyfour::support::base64_decode;

use crate::behaviors::every_view;
use crate::engine::{Engine, Scheme, Session};
use crate::page::Page;
use crate::site::Site;

/// A desk, a tablet, a phone; in CSS pixels.
const WIDTHS: [u32; 3] = [1440, 768, 360];

/// A window's height, in CSS pixels; the pictures show the whole page all the same.
const HEIGHT: u32 = 900;

/// Writes `VIEW-WIDTH-SCHEME.png` for every view into `pictures`.
pub fn take(folder: &Path, pictures: &Path) -> ExitCode {
    match try_take(folder, pictures) {
        Ok(n) => {
            println!("{n} pictures are in {}", pictures.display());
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn try_take(folder: &Path, pictures: &Path) -> Result<usize, String> {
    let text = |error: std::io::Error| error.to_string();
    fs::create_dir_all(pictures).map_err(text)?;
    let site = Site::serve(&folder.join("site")).map_err(text)?;
    let mut n = 0;
    for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        let folder = folder.join(format!("pictures-{name}"));
        let session = Session::start(Engine::Chromium, scheme, &folder)?;
        let page = Page::new(&session, &site);
        page.open_view("#/", "overview");
        let views = every_view(&page);
        for width in WIDTHS {
            resize(&session, width)?;
            for (n_view, (view, address)) in views.iter().enumerate() {
                page.open_view(address, view);
                let file = pictures.join(format!("{n_view}-{view}-{width}-{name}.png"));
                fs::write(&file, picture(&page, width)?).map_err(text)?;
                n += 1;
            }
        }
    }
    Ok(n)
}

fn resize(session: &Session, width: u32) -> Result<(), String> {
    let metrics = json!({
        "width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": width < 500,
    });
    session
        .devtools("Emulation.setDeviceMetricsOverride", metrics)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// The whole page as a PNG, also what lies below the window.
fn picture(page: &Page<'_>, width: u32) -> Result<Vec<u8>, String> {
    let height = page.eval("return document.documentElement.scrollHeight");
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
    let shot = page
        .session()
        .devtools(
            "Page.captureScreenshot",
            json!({ "captureBeyondViewport": true, "clip": clip }),
        )
        .map_err(|error| error.to_string())?;
    base64_decode(shot["data"].as_str().unwrap_or_default()).map_err(|error| error.to_string())
}
