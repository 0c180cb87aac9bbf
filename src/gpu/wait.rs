//! Waiting for the GPU, and the errors it reports meanwhile.

use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::future::Future;
use std::sync::Mutex;

use futures_channel::oneshot;

use super::{Gpu, GpuError, loss::Loss, resources::lock};

/// Catches what wgpu reports while it is held, so that nothing goes to the device's uncaptured
/// error handler, which is the caller's.
pub(super) struct Scopes {
    guards: [wgpu::ErrorScopeGuard; 3],
    loss: Loss,
}

impl Scopes {
    pub(super) fn push(device: &wgpu::Device, loss: &Loss) -> Self {
        Scopes {
            guards: [
                device.push_error_scope(wgpu::ErrorFilter::Validation),
                device.push_error_scope(wgpu::ErrorFilter::OutOfMemory),
                device.push_error_scope(wgpu::ErrorFilter::Internal),
            ],
            loss: loss.clone(),
        }
    }

    /// The first error since [`push`](Self::push), if there was one, or that the device is lost. The
    /// scopes, which belong to the thread, are closed at once; only the answer may be long in coming.
    pub(super) fn pop(
        self,
        during: &'static str,
    ) -> impl Future<Output = Result<(), GpuError>> + use<> {
        let [validation, memory, internal] = self.guards;
        let loss = self.loss;
        // A stack: the last pushed is popped first.
        let internal = internal.pop();
        let memory = memory.pop();
        let validation = validation.pop();
        async move {
            let errors = [internal.await, memory.await, validation.await];
            // On a lost device all objects are invalid, or nothing is said at all.
            loss.check(during)?;
            match errors.into_iter().flatten().next() {
                None => Ok(()),
                Some(error) => Err(GpuError::Failed {
                    during,
                    reason: one_line(&error.to_string()),
                }),
            }
        }
    }

    /// [`pop`](Self::pop) without waiting: natively the answer is there at once, in browsers it comes too late.
    pub(super) fn pop_now(self, during: &'static str) -> Result<(), GpuError> {
        let answer = self.pop(during);
        #[cfg(not(target_arch = "wasm32"))]
        return pollster::block_on(answer);
        #[cfg(target_arch = "wasm32")]
        {
            drop(answer);
            Ok(())
        }
    }
}

/// A message without its line breaks and indentation.
pub(super) fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the calling thread may be held until the GPU is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// Yes: the blocking functions.
    #[cfg(not(target_arch = "wasm32"))]
    Block,
    /// No: the async functions. The [`Poller`] waits, or in browsers the event loop.
    Yield,
}

/// Whether a buffer was mapped, or why not.
type Mapped = Result<(), String>;

/// Who waits for a buffer to be mapped. Told once: by wgpu, or of a wait that failed.
#[derive(Clone)]
struct Waiter(Arc<Mutex<Option<oneshot::Sender<Mapped>>>>);

impl Waiter {
    fn tell(&self, result: Mapped) {
        if let Some(sender) = lock(&self.0).take() {
            // The receiver is gone only when the draw was given up.
            let _ = sender.send(result);
        }
    }
}

/// A buffer that is being mapped.
pub(super) struct Mapping {
    receiver: oneshot::Receiver<Mapped>,
    #[cfg(not(target_arch = "wasm32"))]
    wait: Wait,
}

impl Mapping {
    /// Asks for a buffer to be mapped for reading once `submission` is done.
    pub(super) fn start(slice: wgpu::BufferSlice<'_>, submission: wgpu::SubmissionIndex) -> Self {
        let (sender, receiver) = oneshot::channel();
        let waiter = Waiter(Arc::new(Mutex::new(Some(sender))));
        #[cfg(not(target_arch = "wasm32"))]
        let wait = Wait {
            submission,
            waiter: waiter.clone(),
        };
        #[cfg(target_arch = "wasm32")]
        drop(submission); // the event loop waits
        slice.map_async(wgpu::MapMode::Read, move |result| {
            waiter.tell(result.map_err(|error| error.to_string()));
        });
        Mapping {
            receiver,
            #[cfg(not(target_arch = "wasm32"))]
            wait,
        }
    }

    /// Waits until the buffer is mapped.
    pub(super) async fn finish(
        self,
        gpu: &Gpu,
        waiting: Waiting,
        during: &'static str,
    ) -> Result<(), GpuError> {
        match waiting {
            #[cfg(not(target_arch = "wasm32"))]
            Waiting::Block => self.wait.on(gpu.device()),
            #[cfg(not(target_arch = "wasm32"))]
            Waiting::Yield => gpu.inner.poller.wait(gpu.device(), self.wait),
            #[cfg(target_arch = "wasm32")]
            Waiting::Yield => {}
        }
        let told = self.receiver.await;
        let told = told.unwrap_or_else(|_| Err("the wait was given up".into()));
        told.map_err(|reason| gpu.inner.loss.explain(during, reason))
    }
}

/// A wait for a submission.
#[cfg(not(target_arch = "wasm32"))]
struct Wait {
    submission: wgpu::SubmissionIndex,
    waiter: Waiter,
}

#[cfg(not(target_arch = "wasm32"))]
impl Wait {
    /// Holds the thread until the submission is done, and its callbacks are called.
    fn on(self, device: &wgpu::Device) {
        use std::panic::{AssertUnwindSafe, catch_unwind};

        let wait = wgpu::PollType::Wait {
            submission_index: Some(self.submission),
            timeout: None,
        };
        // wgpu 30 panics when a wait meets a lost device.
        match catch_unwind(AssertUnwindSafe(|| device.poll(wait))) {
            Ok(Ok(_)) => {}
            // Then nobody calls the callbacks.
            Ok(Err(error)) => self.waiter.tell(Err(error.to_string())),
            Err(panic) => {
                let said = panic.downcast_ref::<String>();
                let reason = said.map_or_else(|| "wgpu panicked".into(), |text| one_line(text));
                self.waiter.tell(Err(reason));
            }
        }
    }
}

/// A thread that waits for the async draws of a [`Gpu`]: started by the first of them, gone with the [`Gpu`].
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
pub(super) struct Poller(Mutex<Option<std::sync::mpsc::Sender<Wait>>>);

#[cfg(not(target_arch = "wasm32"))]
impl Poller {
    fn wait(&self, device: &wgpu::Device, wait: Wait) {
        let mut thread = lock(&self.0);
        if thread.is_none() {
            *thread = Self::start(device.clone());
        }
        let unsent = match &*thread {
            Some(thread) => thread.send(wait).err().map(|unsent| unsent.0),
            None => Some(wait),
        };
        drop(thread);
        if let Some(wait) = unsent {
            wait.on(device);
        }
    }

    fn start(device: wgpu::Device) -> Option<std::sync::mpsc::Sender<Wait>> {
        let (sender, waits) = std::sync::mpsc::channel::<Wait>();
        // Submissions are done in order, so that it does not matter which wait comes first.
        let work = move || waits.into_iter().for_each(|wait| wait.on(&device));
        match std::thread::Builder::new()
            .name("seedbed.poller".into())
            .spawn(work)
        {
            Ok(_) => Some(sender),
            Err(error) => {
                log::warn!(
                    "seedbed waits in the calling thread, as no other can be started: {error}"
                );
                None
            }
        }
    }
}
