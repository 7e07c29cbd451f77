//! The wasm of the workshop and of its worker: one module, two ways in.

use std::cell::RefCell;
use std::rc::Rc;

use crossread::app::link::READY;
use crossread::decoder::decode;
use crossread::workshop::bench::{self, Bench};
use crossread::workshop::host::Host;
use crossread::workshop::job::{Done, Job};
use gloo::events::EventListener;
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, Element, MessageEvent};

fn main() {}

/// Shows the workshop in `place`; the function that takes names and files of what is brought.
#[wasm_bindgen]
pub fn workshop(place: Element, host: Host) -> Function {
    crossread::workshop::show(place, host)
}

/// Carries out jobs in a worker, until the page ends it.
#[wasm_bindgen]
pub fn worker() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers_to = scope.clone();
    let bench = Rc::new(RefCell::new(Bench::default()));
    EventListener::new(&scope, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let parts = Array::from(&event.data());
        let job = parts.get(0).dyn_into::<Uint8Array>().ok();
        let Some(job) = job.and_then(|it| decode::<Job>(&it.to_vec())) else {
            return;
        };
        let (bench, answers_to) = (bench.clone(), answers_to.clone());
        match parts.get(1).dyn_into::<Blob>() {
            Ok(file) => spawn_local(async move {
                let bytes = JsFuture::from(file.array_buffer()).await;
                match (bytes, job) {
                    (Err(_), Job::Read { number, name }) => {
                        post(&answers_to, &bench::not_given(number, &name), Vec::new());
                    }
                    (Err(_), _) => {}
                    (Ok(bytes), job) => {
                        let bytes = Uint8Array::new(&bytes).to_vec();
                        do_job(&answers_to, &bench, job, bytes);
                    }
                }
            }),
            Err(bytes) => {
                let bytes = bytes.dyn_into::<Uint8Array>().ok();
                let bytes = bytes.map_or_else(Vec::new, |it| it.to_vec());
                do_job(&answers_to, &bench, job, bytes);
            }
        }
    })
    .forget();
    let _ = scope.post_message(&READY.into());
}

fn do_job(
    answers_to: &DedicatedWorkerGlobalScope,
    bench: &RefCell<Bench>,
    job: Job,
    bytes: Vec<u8>,
) {
    let answer = bench.borrow_mut().answer(job, bytes);
    if let Some((done, bytes)) = answer {
        post(answers_to, &done, bytes);
    }
}

/// Posts an answer; a bundle is handed over, not copied.
fn post(answers_to: &DedicatedWorkerGlobalScope, done: &Done, bundle: Vec<u8>) {
    let done = postcard::to_allocvec(done).expect("answers are plain data");
    let parts = Array::of1(&Uint8Array::from(done.as_slice()));
    let moved = Array::new();
    if !bundle.is_empty() {
        let bundle = Uint8Array::from(bundle.as_slice());
        moved.push(&bundle.buffer());
        parts.push(&bundle);
    }
    // Fails only when memory is out; the page then notices the silence.
    let _ = answers_to.post_message_with_transfer(&parts, &moved);
}
