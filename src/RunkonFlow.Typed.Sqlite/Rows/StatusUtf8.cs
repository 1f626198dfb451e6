using System.Text;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>The texts of statuses as bytes, so that no commit encodes or allocates one.</summary>
internal static class StatusUtf8
{
    private static readonly byte[][] s_runs = [.. Enum.GetValues<RunStatus>().Select(status => Encoding.UTF8.GetBytes(status.ToText()))];
    private static readonly byte[][] s_steps = [.. Enum.GetValues<StepStatus>().Select(status => Encoding.UTF8.GetBytes(status.ToText()))];

    public static ReadOnlySpan<byte> Of(RunStatus status) => s_runs[(int)status];

    public static ReadOnlySpan<byte> Of(StepStatus status) => s_steps[(int)status];

    public static RunStatus ReadRun(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < s_runs.Length; i++)
            if (text.SequenceEqual(s_runs[i])) return (RunStatus)i;
        return StatusTexts.ParseRunStatus(Encoding.UTF8.GetString(text));
    }

    public static StepStatus ReadStep(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < s_steps.Length; i++)
            if (text.SequenceEqual(s_steps[i])) return (StepStatus)i;
        return StatusTexts.ParseStepStatus(Encoding.UTF8.GetString(text));
    }
}
