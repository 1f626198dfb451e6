namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Holds as much as it is told to, inside of a <c>finally</c>; its notes say what ran.</summary>
[Workflow("glutton")]
public sealed partial class Glutton
{
    [Flow]
    public async Task<int> RunAsync(Appetite appetite, CancellationToken ct = default)
    {
        var shared = "small";
        try
        {
            if (!appetite.AtOnce)
            {
                await NoteAsync("began", ct);
                await Flow.As("goes-on", NoteAsync("goes on", ct));
            }
            var kept = new string('k', appetite.Kept);
            shared = new string('s', appetite.Shared);
            var eaten = await Flow.As("eat", NoteAsync($"{kept.Length + shared.Length}", ct));
            if (appetite.InBranch > 0) await Flow.Parallel(Flow.Unit(BranchAsync(appetite.InBranch, ct)), Flow.As("beside", NoteAsync("beside", ct)));
            return eaten + kept.Length;
        }
        finally
        {
            await Flow.As("close", NoteAsync($"close {shared.Length}", ct));
            await Flow.As("closed", NoteAsync($"closed {shared.Length}", ct));
        }
    }

    [SubFlow]
    private async Task BranchAsync(int size, CancellationToken ct = default)
    {
        await Flow.As("branch-began", NoteAsync("branch", ct));
        var branch = new string('b', size);
        await Flow.As("branch-eats", NoteAsync("never", ct));
        await Flow.As("branch-ends", NoteAsync(branch, ct));
    }

    [Step]
    private static Task<int> NoteAsync(string what, CancellationToken ct = default, StepContext step = default)
    {
        step.Note(what);
        return Task.FromResult(what.Length);
    }
}
