namespace RunkonFlow.Typed.Persistence;

/// <summary>Statuses as stores write them, and the questions that are asked of them.</summary>
public static class StatusTexts
{
    private static readonly string[] s_runs =
        ["pending", "running", "waiting", "completed", "failed", "cancelled", "cancelling", "needs_resume", "suspended", "incompatible"];

    private static readonly string[] s_steps =
        ["pending", "running", "waiting", "completed", "failed", "skipped", "timed_out", "cancelled"];

    private static readonly string[] s_items = ["pending", "running", "completed", "failed", "skipped"];

    /// <summary>The stored text.</summary>
    public static string ToText(this RunStatus status) => s_runs[(int)status];

    /// <summary>The stored text.</summary>
    public static string ToText(this StepStatus status) => s_steps[(int)status];

    /// <summary>The stored text.</summary>
    public static string ToText(this FanOutItemStatus status) => s_items[(int)status];

    /// <summary>Reads a stored text.</summary>
    /// <exception cref="FormatException">The text is no run status.</exception>
    public static RunStatus ParseRunStatus(string text) => (RunStatus)IndexOf(s_runs, nameof(RunStatus), text);

    /// <summary>Reads a stored text.</summary>
    /// <exception cref="FormatException">The text is no step status.</exception>
    public static StepStatus ParseStepStatus(string text) => (StepStatus)IndexOf(s_steps, nameof(StepStatus), text);

    /// <summary>Reads a stored text.</summary>
    /// <exception cref="FormatException">The text is no item status.</exception>
    public static FanOutItemStatus ParseFanOutItemStatus(string text) => (FanOutItemStatus)IndexOf(s_items, nameof(FanOutItemStatus), text);

    /// <summary>Whether the run has ended.</summary>
    public static bool IsTerminal(this RunStatus status) => status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;

    /// <summary>Whether the attempt has ended.</summary>
    public static bool IsTerminal(this StepStatus status) => status >= StepStatus.Completed;

    /// <summary>Whether the item has ended.</summary>
    public static bool IsTerminal(this FanOutItemStatus status) => status >= FanOutItemStatus.Completed;

    private static int IndexOf(string[] texts, string type, string text)
        => Array.IndexOf(texts, text) is var index and >= 0 ? index : throw new FormatException($"unknown {type}: {text}");
}
