//! The wasm of the page and of its worker: one module, two ways in.

use crossread::app::link::READY;
use crossread::app::{Root, part};
use crossread::decoder::decode;
use crossread::engine::Engine;
use crossread::protocol::{Request, RequestId};
use gloo::events::EventListener;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {}

/// Shows the page in `#app`. `spawn` starts a worker that calls [`worker`]; `corpus` gives a promise
/// of the bytes of the corpus that the address names.
#[wasm_bindgen]
pub fn page(spawn: Function, corpus: Function) {
    let root = crossread::app::browser::find("#app").expect("index.html has an element #app");
    root.set_inner_text("");
    part::show(root.into(), Root { spawn, corpus });
}

/// Answers requests in a worker, until the page ends it.
#[wasm_bindgen]
pub fn worker() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers_to = scope.clone();
    let mut engine = Engine::default();
    EventListener::new(&scope, "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        let bytes = data.and_then(|it| it.dyn_into::<Uint8Array>().ok());
        let request = bytes.and_then(|it| decode::<(RequestId, Request)>(&it.to_vec()));
        let Some((id, request)) = request else {
            return;
        };
        let answer =
            postcard::to_allocvec(&(id, engine.answer(request))).expect("answers are plain data");
        // Fails only when memory is out; the page then notices the silence.
        let _ = answers_to.post_message(&Uint8Array::from(answer.as_slice()));
    })
    .forget();
    let _ = scope.post_message(&READY.into());
}
