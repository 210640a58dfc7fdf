//! The review desk as a local web page: the same data as the window's commands, for desktops
//! whose WebKit is of another age.
//!
//! It listens on the loopback address only. Every call needs a token that only the printed
//! address carries, so that other users of the machine and pages in the same browser get
//! nothing; the `Host` header is checked, so that no foreign name can be pointed here.

mod api;
mod batch;
mod capture;
mod counter;
mod declare;
mod import;
mod notice;
mod queue;
mod review;
mod screens;
mod sent;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{ApiError, ErrorCode};

/// A port on which the desk listens, and the token that opens it.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    token: String,
}

impl Server {
    /// Listens on a port of the loopback address; 0 lets the system choose one.
    pub fn bind(port: u16) -> Result<Server, DeskError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
            DeskError::Invalid(format!(
                "端口 {port} 不能使用（{error}）。请换一个端口，或不写 --port 由系统分配。"
            ))
        })?;
        let broken = |error: std::io::Error| DeskError::Internal(error.to_string());
        listener.set_nonblocking(true).map_err(broken)?;
        let address = listener.local_addr().map_err(broken)?;
        Ok(Server { listener, address, token: token()? })
    }

    /// The address to open, token included.
    pub fn url(&self) -> String {
        format!("http://{}/#token={}", self.address, self.token)
    }

    /// Serves until Ctrl-C or a request to end.
    pub fn run(self, desk: Arc<Desk>) -> Result<(), DeskError> {
        self.run_until(desk, asked_to_end())
    }

    /// Serves until `end`; calls under way get a few seconds to finish.
    pub fn run_until(
        self,
        desk: Arc<Desk>,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), DeskError> {
        self.answer(api::routes().with_state(desk), end)
    }

    /// Serves the screens of a desk that could not be opened: they show the reason. Who began
    /// the program by an icon sees no terminal.
    pub fn run_closed(self, reason: &DeskError) -> Result<(), DeskError> {
        self.answer(api::closed(reason), asked_to_end())
    }

    fn answer(
        self,
        api: Router,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), DeskError> {
        let broken = |error: std::io::Error| DeskError::Internal(error.to_string());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(broken)?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let door = Arc::new(Door::new(self.address, &self.token));
            let router = router(api, door);
            let (told, ended) = tokio::sync::oneshot::channel::<()>();
            let server = axum::serve(listener, router).with_graceful_shutdown(async move {
                end.await;
                let _ = told.send(());
            });
            let patience = async {
                let _ = ended.await;
                tokio::time::sleep(Duration::from_secs(3)).await;
            };
            tokio::select! {
                served = server.into_future() => served,
                () = patience => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        served.map_err(broken)
    }
}

fn router(api: Router, door: Arc<Door>) -> Router {
    let api = api.layer(middleware::from_fn_with_state(Arc::clone(&door), with_token));
    Router::new()
        .nest("/api", api)
        .fallback(screens::screen)
        .layer(middleware::from_fn_with_state(door, at_our_name))
}

/// What a caller must show.
struct Door {
    hosts: [String; 2],
    authorization: String,
}

impl Door {
    fn new(address: SocketAddr, token: &str) -> Door {
        let port = address.port();
        Door {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            authorization: format!("Bearer {token}"),
        }
    }

    fn is_our_name(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let ours = |name: &str| self.hosts.iter().any(|host| host == name);
        // A page of another origin may send requests, though it cannot read the answers.
        let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or(""));
        host.is_some_and(ours)
            && origin.is_none_or(|origin| origin.strip_prefix("http://").is_some_and(ours))
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(header::AUTHORIZATION).map_or(&b""[..], HeaderValue::as_bytes);
        let wanted = self.authorization.as_bytes();
        // In a time that does not tell how much of it was right.
        shown.len() == wanted.len()
            && shown.iter().zip(wanted).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
    }
}

async fn at_our_name(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut answer = if door.is_our_name(request.headers()) {
        next.run(request).await
    } else {
        refusal(StatusCode::FORBIDDEN, "不是从本机网址打开的。请使用 hezhi serve 给出的网址。")
    };
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// The page runs its own scripts only, talks to this program only, and is shown in no frame.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    ),
    // The document camera is for this page alone, and nothing else of the machine for any.
    (
        header::HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), display-capture=()",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
];

async fn with_token(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    if door.has_token(request.headers()) {
        next.run(request).await
    } else {
        refusal(
            StatusCode::UNAUTHORIZED,
            "没有访问权限。请用 hezhi serve 给出的完整网址（含 #token=…）重新打开。",
        )
    }
}

fn refusal(status: StatusCode, message: &str) -> Response {
    let error = ApiError { code: ErrorCode::Unauthorized, message: message.to_owned() };
    (status, axum::Json(error)).into_response()
}

fn token() -> Result<String, DeskError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| DeskError::Internal(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn asked_to_end() {
    let interrupt = async {
        // Without a way to hear of Ctrl-C the system ends the program by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
