//! The command line, in Chinese.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use hezhi::application::{Basis, Service};
use hezhi_desk::view::TableColumn;

use crate::exit::Stop;

/// The template of every help page.
const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

#[derive(Parser)]
#[command(
    name = "hezhi",
    version,
    about = "核址：居住登记、居住证受理前的房屋用途和地址核查",
    override_usage = "hezhi [命令]",
    help_template = HELP,
    subcommand_help_heading = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "\n不带命令时打开审核台（与 hezhi serve --open 相同）。\n\n\
        环境变量：\n  HEZHI_HOME    数据文件夹（数据库、扫描件、设置）\n  HEZHI_MODELS  识别模型文件夹\n\n\
        退出状态：0 已完成（不论结论）；1 部分输入无法处理，已逐一说明；2 用法有误；3 程序自身出错"
)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Subcommand)]
pub enum Command {
    /// 核查一件申请
    Check(CheckArguments),
    /// 核查文件夹下的每一件申请，结果逐行写入文件，可随时中断后继续
    Batch(BatchArguments),
    /// 读出材料上的内容（种类、栏目、文字），不需要申请
    Read(ReadArguments),
    /// 比较两个地址是否同一住处
    Address(AddressArguments),
    /// 在浏览器中打开审核台（仅限本机）
    Serve(ServeArguments),
    /// 列出全部规则及其依据和施行期间
    Rules(RulesArguments),
}

#[derive(Args)]
#[command(help_template = HELP, override_usage = "hezhi check [选项] <文件夹>")]
pub struct CheckArguments {
    /// 一件申请的文件夹（内有 application.json 和扫描件）
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub folder: PathBuf,
    /// 只在标准输出上给出 JSON 报告
    #[arg(long, help_heading = "选项")]
    pub json: bool,
    /// 路名表（TSV），帮助判断地址
    #[arg(long, value_name = "路名表", help_heading = "选项")]
    pub gazetteer: Option<PathBuf>,
}

#[derive(Args, Clone)]
#[command(help_template = HELP, override_usage = "hezhi batch [选项] --out <结果文件> <文件夹>",
    after_help = BATCH_HELP)]
pub struct BatchArguments {
    /// 存放各件申请的文件夹（可有多层、可含 ZIP 压缩包），或一个 ZIP 压缩包
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub folder: PathBuf,
    /// 结果文件（JSON Lines，一行一份报告）；已有结果的申请不再重读
    #[arg(long, value_name = "结果文件", help_heading = "选项")]
    pub out: PathBuf,
    /// 另存一份供阅读的结果表（.xlsx 或 .csv），可以写几次
    #[arg(long, value_name = "结果表", help_heading = "选项")]
    pub results: Vec<PathBuf>,
    /// 同时处理几件，默认为处理器核数
    #[arg(long, value_name = "件数", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "选项")]
    pub jobs: Option<u16>,
    /// 一页最多处理几秒，默认 60；超过的跳过，由人工核查
    #[arg(long, value_name = "秒数", value_parser = clap::value_parser!(u32).range(1..=86_400), help_heading = "选项")]
    pub page_seconds: Option<u32>,
    /// 一个识读进程最多占用多少内存（MiB），默认 3072
    #[arg(long, value_name = "MiB", value_parser = clap::value_parser!(u32).range(256..), help_heading = "选项")]
    pub page_megabytes: Option<u32>,
    /// 申报表格（CSV 或 Excel），一行一件；不写时自行查找
    #[arg(long, value_name = "表格", conflicts_with = "undeclared", help_heading = "选项")]
    pub table: Option<PathBuf>,
    /// Excel 的工作表，不写时用第一个
    #[arg(long, value_name = "工作表", requires = "table", help_heading = "选项")]
    pub sheet: Option<String>,
    /// 说明某一列的含义，如 --column 住在哪里=address；可写多次
    #[arg(long = "column", value_name = "标题=含义", value_parser = column, conflicts_with = "undeclared", help_heading = "选项")]
    pub columns: Vec<(String, Option<TableColumn>)>,
    /// 没有申报，只有扫描件：先核查用途，等待录入申报
    #[arg(long, help_heading = "选项")]
    pub undeclared: bool,
    /// 表格没有写的办理事项，如 registration
    #[arg(long, value_name = "事项", value_parser = word::<Service>, help_heading = "选项")]
    pub service: Option<Service>,
    /// 表格没有写的申请日期，如 2026-03-05
    #[arg(long, value_name = "日期", help_heading = "选项")]
    pub submitted_on: Option<String>,
    /// 表格没有写的居住方式：owned、leased 或 dormitory
    #[arg(long, value_name = "居住方式", value_parser = word::<Basis>, conflicts_with = "undeclared", help_heading = "选项")]
    pub basis: Option<Basis>,
}

/// What the options of `hezhi batch` take.
const BATCH_HELP: &str = "\n列的含义：id 编号、name 姓名、id_number 身份证号、address 居住地址、basis 居住方式、\n  \
    holder_name 产权人或承租人、holder_relation 与产权人关系、service 办理事项、submitted_on 申请日期、\n  \
    channel 提交渠道、files 扫描件、registered_address 登记地址、registered_on 登记日期、\n  \
    permit_expires_on 居住证有效期、agent_name 代理人、agent_id_number 代理人身份证号、\n  \
    agent_relation 代理人关系、none 不用这一列\n\
    办理事项：registration 居住登记、permit 居住证申领、endorsement 签注、address_change 地址变更、\n  \
    expedited_new 新办快证、expedited_replacement 补领快证、kiosk 自助机";

/// A word of the contract.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}

/// `标题=含义`; `none` is for a column that is to be passed over.
fn column(text: &str) -> Result<(String, Option<TableColumn>), String> {
    let (heading, meaning) = text.rsplit_once('=').ok_or("标题=含义")?;
    let column = if meaning == "none" { None } else { Some(word(meaning)?) };
    Ok((heading.trim().to_owned(), column))
}

#[derive(Args)]
#[command(help_template = HELP, override_usage = "hezhi read [选项] <文件>…")]
pub struct ReadArguments {
    /// 图片或 PDF，可以有多个
    #[arg(value_name = "文件", required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 只在标准输出上给出 JSON
    #[arg(long, help_heading = "选项")]
    pub json: bool,
}

#[derive(Args)]
#[command(help_template = HELP, override_usage = "hezhi address [选项] <地址甲> <地址乙>
      hezhi address [--gazetteer <路名表>] --tsv <表格>")]
pub struct AddressArguments {
    /// 第一个地址
    #[arg(value_name = "地址甲", required_unless_present = "tsv", help_heading = "参数")]
    pub a: Option<String>,
    /// 第二个地址
    #[arg(value_name = "地址乙", required_unless_present = "tsv", help_heading = "参数")]
    pub b: Option<String>,
    /// 给出 JSON
    #[arg(long, conflicts_with = "tsv", help_heading = "选项")]
    pub json: bool,
    /// 从 TSV（有表头，前两列为两个地址）读取，输出时加上 relation 和 reason 两列
    #[arg(long, value_name = "表格", conflicts_with_all = ["a", "b"], help_heading = "选项")]
    pub tsv: Option<PathBuf>,
    /// 路名表（TSV），帮助判断地址
    #[arg(long, value_name = "路名表", help_heading = "选项")]
    pub gazetteer: Option<PathBuf>,
}

#[derive(Args, Default)]
#[command(help_template = HELP, override_usage = "hezhi serve [选项]")]
pub struct ServeArguments {
    /// 端口；不写时用 28657，被占用则另选
    #[arg(long, value_name = "端口", help_heading = "选项")]
    pub port: Option<u16>,
    /// 启动后打开浏览器
    #[arg(long, help_heading = "选项")]
    pub open: bool,
    /// 数据文件夹还是空的时，导入该文件夹下的样例申请，供演练
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub samples: Option<PathBuf>,
}

#[derive(Args)]
#[command(help_template = HELP, override_usage = "hezhi rules [选项]")]
pub struct RulesArguments {
    /// 给出 JSON
    #[arg(long, help_heading = "选项")]
    pub json: bool,
}

/// Reads the command line.
pub fn parse() -> Result<Command, Stop> {
    let matches = Line::command().try_get_matches().map_err(|error| stop(&error))?;
    let line = Line::from_arg_matches(&matches).map_err(|error| stop(&error))?;
    let desk = || Command::Serve(ServeArguments { open: true, ..ServeArguments::default() });
    Ok(line.command.unwrap_or_else(desk))
}

fn stop(error: &clap::Error) -> Stop {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            Ok(()) => Stop::Asked,
            Err(error) => error.into(),
        },
        kind => Stop::Usage(format!(
            "{}\n运行 hezhi --help 或 hezhi <命令> --help 查看用法。",
            in_chinese(kind, error)
        )),
    }
}

fn in_chinese(kind: ErrorKind, error: &clap::Error) -> String {
    let argument = said(error, ContextKind::InvalidArg);
    let value = said(error, ContextKind::InvalidValue);
    match kind {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。", said(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”。"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}。"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能与“{}”同时使用。", said(error, ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少内容。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}”不能是“{value}”。")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("“{argument}”的内容个数不对。")
        }
        ErrorKind::InvalidUtf8 => "命令行里有不能识别的字符。".to_owned(),
        _ => "命令行有误。".to_owned(),
    }
}

fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
