//! Waiting for the GPU, and the errors it reports meanwhile.

use alloc::string::{String, ToString};
use core::future::Future;

use super::GpuError;

/// Catches what wgpu reports while it is held, so that nothing goes to the device's uncaptured
/// error handler, which is the caller's.
pub(super) struct Scopes {
    guards: [wgpu::ErrorScopeGuard; 3],
}

impl Scopes {
    pub(super) fn push(device: &wgpu::Device) -> Self {
        Scopes {
            guards: [
                device.push_error_scope(wgpu::ErrorFilter::Validation),
                device.push_error_scope(wgpu::ErrorFilter::OutOfMemory),
                device.push_error_scope(wgpu::ErrorFilter::Internal),
            ],
        }
    }

    /// The first error since [`push`](Self::push), if there was one. The scopes, which belong to
    /// the thread, are closed at once; only the answer may be long in coming.
    pub(super) fn pop(
        self,
        during: &'static str,
    ) -> impl Future<Output = Result<(), GpuError>> + use<> {
        let [validation, memory, internal] = self.guards;
        // A stack: the last pushed is popped first.
        let internal = internal.pop();
        let memory = memory.pop();
        let validation = validation.pop();
        async move {
            let errors = [internal.await, memory.await, validation.await];
            match errors.into_iter().flatten().next() {
                None => Ok(()),
                Some(error) => Err(GpuError::Failed {
                    during,
                    reason: one_line(&error.to_string()),
                }),
            }
        }
    }
}

/// A message without its line breaks and indentation.
fn one_line(message: &str) -> String {
    message
        .split_whitespace()
        .collect::<alloc::vec::Vec<_>>()
        .join(" ")
}

/// Whether the calling thread may be held until the GPU is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// Yes: the blocking functions.
    #[cfg(not(target_arch = "wasm32"))]
    Block,
    /// No: the async functions. A thread of its own waits, or in browsers the event loop.
    Yield,
}

/// A buffer that is being mapped.
pub(super) struct Mapping {
    receiver: futures_channel::oneshot::Receiver<Result<(), wgpu::BufferAsyncError>>,
    submission: wgpu::SubmissionIndex,
}

impl Mapping {
    /// Asks for a buffer to be mapped for reading once `submission` is done.
    pub(super) fn start(slice: wgpu::BufferSlice<'_>, submission: wgpu::SubmissionIndex) -> Self {
        let (sender, receiver) = futures_channel::oneshot::channel();
        slice.map_async(wgpu::MapMode::Read, move |result| {
            // The receiver is gone only when the draw was given up.
            let _ = sender.send(result);
        });
        Mapping {
            receiver,
            submission,
        }
    }

    /// Waits until the buffer is mapped.
    pub(super) async fn finish(
        self,
        device: &wgpu::Device,
        waiting: Waiting,
        during: &'static str,
    ) -> Result<(), GpuError> {
        drive(device, waiting, self.submission);
        match self.receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(GpuError::Lost {
                during,
                reason: error.to_string(),
            }),
            Err(_) => Err(GpuError::Lost {
                during,
                reason: "the wait was given up".into(),
            }),
        }
    }
}

/// Sees to it that callbacks are called.
#[cfg(not(target_arch = "wasm32"))]
fn drive(device: &wgpu::Device, waiting: Waiting, submission: wgpu::SubmissionIndex) {
    match waiting {
        Waiting::Block => poll(device, submission),
        Waiting::Yield => {
            let device = device.clone();
            std::thread::spawn(move || poll(&device, submission));
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn poll(device: &wgpu::Device, submission: wgpu::SubmissionIndex) {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    let wait = wgpu::PollType::Wait {
        submission_index: Some(submission),
        timeout: None,
    };
    // wgpu 30 panics when a wait meets a lost device.
    let result = catch_unwind(AssertUnwindSafe(|| device.poll(wait)));
    if !matches!(result, Ok(Ok(_))) {
        log::warn!("seedbed: waiting for the GPU failed: {result:?}");
        // Destroying the device ends the pending mapping with an error.
        let destroy = || {
            device.destroy();
            let _ = device.poll(wgpu::PollType::Poll);
        };
        let _ = catch_unwind(AssertUnwindSafe(destroy));
    }
}

/// The browser's event loop calls them.
#[cfg(target_arch = "wasm32")]
fn drive(_device: &wgpu::Device, _waiting: Waiting, _submission: wgpu::SubmissionIndex) {}
