//! What `assets/workshop.js` and the browser do for the workshop; with `app::browser` its only door.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The functions that `assets/workshop.js` hands over.
    #[derive(Clone)]
    pub type Host;

    /// A new worker of this wasm.
    #[wasm_bindgen(method, catch)]
    pub fn spawn(this: &Host) -> Result<web_sys::Worker, JsValue>;

    #[wasm_bindgen(method)]
    fn read(this: &Host, address: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn list(this: &Host) -> Promise;

    #[wasm_bindgen(method)]
    fn bytes(this: &Host, id: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn put(this: &Host, about: &JsValue, bytes: &Uint8Array) -> Promise;

    #[wasm_bindgen(method)]
    fn change(this: &Host, about: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn remove(this: &Host, id: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn room(this: &Host) -> Promise;
}

/// What is known of a corpus that this browser keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Its name in addresses.
    pub id: String,
    /// What the collection is called.
    pub title: String,
    /// When it was kept, in milliseconds since 1970.
    pub saved: f64,
    /// Size of its bundle.
    pub bytes: f64,
    /// How many documents it has.
    pub n_documents: f64,
}

/// Bytes of storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Used by this site.
    pub used: f64,
    /// Granted to it.
    pub granted: f64,
}

impl Host {
    /// A file of the page.
    pub async fn file(&self, address: &str) -> Result<Vec<u8>, String> {
        let bytes = settled(self.read(address)).await?;
        Ok(Uint8Array::from(bytes).to_vec())
    }

    /// What this browser keeps, the one kept last first.
    pub async fn kept(&self) -> Result<Vec<About>, String> {
        let all = settled(self.list()).await?;
        Ok(Array::from(&all).iter().map(|it| about(&it)).collect())
    }

    /// The bundle of a corpus that is kept.
    pub async fn bundle(&self, id: &str) -> Result<Uint8Array, String> {
        settled(self.bytes(id)).await.map(Uint8Array::from)
    }

    /// Keeps a corpus in the place of the one with the same id.
    pub async fn keep(&self, about: &About, bytes: &Uint8Array) -> Result<(), String> {
        settled(self.put(&object(about), bytes)).await.map(drop)
    }

    /// Changes what is known of a corpus.
    pub async fn rename(&self, about: &About) -> Result<(), String> {
        settled(self.change(&object(about))).await.map(drop)
    }

    /// Forgets a corpus.
    pub async fn forget(&self, id: &str) -> Result<(), String> {
        settled(self.remove(id)).await.map(drop)
    }

    /// The storage of this site, where the browser tells.
    pub async fn storage(&self) -> Option<Room> {
        let told = settled(self.room()).await.ok().filter(JsValue::is_object)?;
        Some(Room {
            used: number(&told, "used"),
            granted: number(&told, "granted"),
        })
    }
}

/// What a promise gives, or the sentence of its error.
async fn settled(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|error| {
        let error = error.dyn_into::<js_sys::Error>().ok();
        error.map_or_else(
            || "The browser refused.".to_owned(),
            |it| it.message().into(),
        )
    })
}

fn about(value: &JsValue) -> About {
    About {
        id: words(value, "id"),
        title: words(value, "title"),
        saved: number(value, "saved"),
        bytes: number(value, "bytes"),
        n_documents: number(value, "documents"),
    }
}

fn object(about: &About) -> JsValue {
    let object = js_sys::Object::new();
    let set = |name: &str, value: JsValue| {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &name.into(), &value);
    };
    set("id", about.id.as_str().into());
    set("title", about.title.as_str().into());
    set("saved", about.saved.into());
    set("bytes", about.bytes.into());
    set("documents", about.n_documents.into());
    object.into()
}

fn words(value: &JsValue, name: &str) -> String {
    let found = Reflect::get(value, &name.into()).ok();
    found.and_then(|it| it.as_string()).unwrap_or_default()
}

fn number(value: &JsValue, name: &str) -> f64 {
    let found = Reflect::get(value, &name.into()).ok();
    found.and_then(|it| it.as_f64()).unwrap_or_default()
}

/// The pairs of two lists of `assets/workshop.js`: names and files.
pub fn files(names: &JsValue, files: &JsValue) -> Vec<(String, f64, web_sys::Blob)> {
    let (names, files) = (Array::from(names), Array::from(files));
    (names.iter().zip(files.iter()))
        .filter_map(|(name, file)| {
            let file = file.dyn_into::<web_sys::Blob>().ok()?;
            Some((name.as_string()?, file.size(), file))
        })
        .collect()
}

/// A function of JavaScript's that calls `then` with two lists.
pub fn taking(then: impl Fn(JsValue, JsValue) + 'static) -> Function {
    Closure::<dyn Fn(JsValue, JsValue)>::new(then)
        .into_js_value()
        .unchecked_into()
}
