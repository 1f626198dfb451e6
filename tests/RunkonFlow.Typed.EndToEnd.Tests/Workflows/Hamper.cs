namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A local that is stored apart, and lives on in the finalizer, beside one that may be too large.</summary>
[Workflow("hamper")]
public sealed partial class Hamper
{
    [Flow]
    public async Task RunAsync(int one, int other, CancellationToken ct = default)
    {
        var first = new string('a', one);
        try
        {
            var second = new string('b', other);
            await NoteAsync("never", ct);
            await Flow.As("again", NoteAsync(second, ct));
        }
        finally
        {
            await Flow.Delay(TimeSpan.FromMinutes(20), ct);
            await Flow.As("close", NoteAsync($"{first.Length}", ct));
        }
    }

    [Step]
    private static Task NoteAsync(string what, CancellationToken ct = default, StepContext step = default)
    {
        step.Note(what);
        return Task.CompletedTask;
    }
}
