//! The wasm of the page and of its worker: one module, two ways in, and a second part that both
//! load when they need it.

use std::cell::RefCell;
use std::rc::Rc;

use crossread::app::later::{LATER, Later, Loader};
use crossread::app::link::READY;
use crossread::app::{Root, part};
use crossread::decoder::decode;
use crossread::engine::Engine;
use crossread::protocol::{Request, RequestId};
use gloo::events::EventListener;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {}

/// Shows the page in `#app`. `spawn` starts a worker that calls [`worker`]; `corpus` gives a promise
/// of the bytes of the corpus that the address names.
#[wasm_bindgen]
pub fn page(spawn: Function, corpus: Function) {
    let root = crossread::app::browser::find("#app").expect("index.html has an element #app");
    root.set_inner_text("");
    let later = Loader::new(|| Box::pin(load()));
    part::show(
        root.into(),
        Root {
            spawn,
            corpus,
            later,
        },
    );
}

/// Answers requests in a worker, until the page ends it.
#[wasm_bindgen]
pub fn worker() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers_to = scope.clone();
    let engine: Rc<RefCell<Engine>> = Rc::default();
    let later = Loader::new(|| Box::pin(load()));
    EventListener::new(&scope, "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        let bytes = data.and_then(|it| it.dyn_into::<Uint8Array>().ok());
        let request = bytes.and_then(|it| decode::<(RequestId, Request)>(&it.to_vec()));
        let Some((id, request)) = request else {
            return;
        };
        let (engine, later, answers_to) = (engine.clone(), later.clone(), answers_to.clone());
        spawn_local(async move {
            let opens = matches!(request, Request::Open(_));
            let response = later.answer(&engine, request).await;
            let answer = postcard::to_allocvec(&(id, response)).expect("answers are plain data");
            // Fails only when memory is out; the page then notices the silence.
            let _ = answers_to.post_message(&Uint8Array::from(answer.as_slice()));
            // What is asked next may need it, and it comes while the page draws.
            if opens {
                later.get().await;
            }
        });
    })
    .forget();
    let _ = scope.post_message(&READY.into());
}

/// Where the wasm is cut in two: awaiting this loads the second part.
#[allow(unsafe_code)] // what the macro writes links the parts
#[wasm_split(later, fallible)]
fn later() -> Result<&'static Later, SplitLoaderError> {
    Ok(&LATER)
}

async fn load() -> Option<&'static Later> {
    later().await.ok()
}
