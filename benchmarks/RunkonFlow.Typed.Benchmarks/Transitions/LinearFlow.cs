namespace RunkonFlow.Typed.Benchmarks.Transitions;

/// <summary>Ten steps one after the other; each completes at once.</summary>
[Workflow("linear")]
public sealed partial class LinearFlow
{
    [Flow]
    public async Task<int> RunAsync(int start)
    {
        var a = await AddAsync(start);
        var b = await Flow.As("add-2", AddAsync(a));
        var c = await Flow.As("add-3", AddAsync(b));
        var d = await Flow.As("add-4", AddAsync(c));
        var e = await Flow.As("add-5", AddAsync(d));
        var f = await Flow.As("add-6", AddAsync(e));
        var g = await Flow.As("add-7", AddAsync(f));
        var h = await Flow.As("add-8", AddAsync(g));
        var i = await Flow.As("add-9", AddAsync(h));
        return await Flow.As("add-10", AddAsync(i));
    }

    [Step]
    private async ValueTask<int> AddAsync(int value)
    {
        await Task.CompletedTask;
        return value + 1;
    }
}
