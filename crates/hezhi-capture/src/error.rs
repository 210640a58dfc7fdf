//! Why no page came.

use serde::{Deserialize, Serialize};

/// What went wrong, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum CaptureCode {
    /// `scanimage` is not installed.
    ProgramMissing,
    NoSuchScanner,
    Unreachable,
    Busy,
    PermissionDenied,
    FeederEmpty,
    Jammed,
    CoverOpen,
    Cancelled,
    TimedOut,
    /// The connection ended within a page.
    CutOff,
    TooLarge,
    /// The profile asks for what the scanner does not offer.
    Unsuitable,
    /// The scanner said something else.
    Device,
    Disk,
    Folder,
    /// Whoever was given the page did not take it.
    Refused,
}

/// Messages are Chinese and name the next step; programs branch on [`Self::code`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CaptureError {
    #[error(
        "本机没有扫描程序 scanimage。请管理员安装：sudo apt install sane-utils（麒麟、统信同样），再试一次；支持网络扫描（eSCL）的设备不需要它，可以在设置里按地址添加。"
    )]
    ProgramMissing,
    #[error(
        "找不到扫描仪“{0}”。请检查电源、USB 线或网线，然后重试；换了设备请在“设置 → 扫描”里重新选择。"
    )]
    NoSuchScanner(String),
    #[error("连不上扫描仪“{0}”。请检查它是否开机、是否与本机在同一网络，地址是否有变，然后重试。")]
    Unreachable(String),
    #[error("扫描仪正忙：别的程序或别人正在用它。请等它停下，关闭其他扫描程序，再扫一次。")]
    Busy,
    #[error(
        "没有使用扫描仪的权限。请管理员执行 sudo usermod -aG scanner 用户名，注销后重新登录再试。"
    )]
    PermissionDenied,
    #[error("进纸器里没有纸。请把材料放进进纸器，放到听见或看见就绪为止，再扫一次。")]
    FeederEmpty,
    #[error("卡纸了。请打开进纸器盖，取出纸并抚平，合上盖，从卡住的那一页起重新放入，再扫一次。")]
    Jammed,
    #[error("扫描仪的盖子开着。请合上进纸器盖，再扫一次。")]
    CoverOpen,
    #[error("扫描已取消。已经扫好的页都在。")]
    Cancelled,
    #[error("扫描仪 {0} 秒没有动静，已经停下。请看它是否休眠或报错，必要时关机再开，然后重试。")]
    TimedOut(u64),
    #[error("这一页没有传完，连接就断了。已经收到的页都在；请检查网络，从这一页起重新扫描。")]
    CutOff,
    #[error("{0}")]
    TooLarge(String),
    #[error("{0}")]
    Unsuitable(String),
    #[error("扫描仪没有完成（{0}）。请重试；仍不行请关掉扫描仪再打开，或换一台。")]
    Device(String),
    #[error("扫描的页写不进磁盘（{0}）。请腾出空间、检查权限后重试。")]
    Disk(String),
    #[error("{0}")]
    Refused(String),
    #[error("监视的文件夹“{folder}”打不开（{cause}）。请检查路径、网络盘是否连着和权限。")]
    Folder { folder: String, cause: String },
}

impl CaptureError {
    pub fn code(&self) -> CaptureCode {
        match self {
            CaptureError::ProgramMissing => CaptureCode::ProgramMissing,
            CaptureError::NoSuchScanner(_) => CaptureCode::NoSuchScanner,
            CaptureError::Unreachable(_) => CaptureCode::Unreachable,
            CaptureError::Busy => CaptureCode::Busy,
            CaptureError::PermissionDenied => CaptureCode::PermissionDenied,
            CaptureError::FeederEmpty => CaptureCode::FeederEmpty,
            CaptureError::Jammed => CaptureCode::Jammed,
            CaptureError::CoverOpen => CaptureCode::CoverOpen,
            CaptureError::Cancelled => CaptureCode::Cancelled,
            CaptureError::TimedOut(_) => CaptureCode::TimedOut,
            CaptureError::CutOff => CaptureCode::CutOff,
            CaptureError::TooLarge(_) => CaptureCode::TooLarge,
            CaptureError::Unsuitable(_) => CaptureCode::Unsuitable,
            CaptureError::Device(_) => CaptureCode::Device,
            CaptureError::Disk(_) => CaptureCode::Disk,
            CaptureError::Refused(_) => CaptureCode::Refused,
            CaptureError::Folder { .. } => CaptureCode::Folder,
        }
    }

    pub(crate) fn disk(error: &std::io::Error) -> CaptureError {
        CaptureError::Disk(error.to_string())
    }
}
