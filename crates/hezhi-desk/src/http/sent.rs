//! Files on their way to a browser.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tempfile::TempPath;
use tokio::sync::mpsc;

/// Bytes that are read at once, and how many such pieces wait for a slow taker.
const PIECE: usize = 256 << 10;
const WAITING: usize = 4;

/// A file piece by piece: results of ten thousand applications never lie in memory whole. The
/// file goes when it was sent, or when nobody takes it any more.
pub(super) fn sent(path: TempPath) -> Body {
    let (give, take) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) => return drop(give.blocking_send(Err(error))),
        };
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece);
            let piece = match read {
                Ok(0) => return,
                read => read.map(|_| Bytes::from(piece)),
            };
            let broken = piece.is_err();
            if give.blocking_send(piece).is_err() || broken {
                return;
            }
        }
    });
    Body::from_stream(Pieces(take))
}

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
