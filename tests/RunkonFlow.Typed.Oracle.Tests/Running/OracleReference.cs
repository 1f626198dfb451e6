namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>The base of every program as its reference: durable operations with the ids, rounds and failures that they have.</summary>
public abstract class OracleReference(World world) : OracleCalls(world)
{
    public abstract Task<int> RunAsync(string node, string path, int a, int b);

    protected static string Under(string node, string id) => node.Length == 0 ? id : $"{node}/{id}";

    protected static string At(string path, params ReadOnlySpan<int> rounds)
    {
        foreach (var round in rounds) path = path.Length == 0 ? $"{round}" : $"{path}/{round}";
        return path;
    }

    protected int Earlier(StepFailedException e) => Note(World.EarlierTypeLength(e));

    protected ValueTask<int> Ask(string node, string path, int x, int y = 3) => StepAsync(node, path, $"ask({x}, {y})");

    protected async Task Tell(string node, string path, int x) => await StepAsync(node, path, $"tell({x})");

    protected ValueTask<int> Weigh(string node, string path, int x) => StepAsync(node, path, $"weigh({x})");

    protected ValueTask<int> LookUp(string node, string path, int x) => StepAsync(node, path, $"look up({x})");

    protected async ValueTask<string> Name(string node, string path, string text) => $"n{await StepAsync(node, path, $"name({text})")}";

    protected async Task<Pair> Meet(string node, string path, int x, Pair? with = null)
    {
        var v = await StepAsync(node, path, $"meet({x}, {with})");
        return new Pair(v, $"m{v}");
    }

    protected ValueTask Delay(string node, string path, TimeSpan duration)
    {
        Begin(node, path);
        World.Add($"delay {duration}");
        World.End(duration > TimeSpan.Zero ? duration : TimeSpan.Zero);
        return default;
    }

    protected ValueTask Until(string node, string path, DateTimeOffset moment)
    {
        Begin(node, path);
        World.Add($"until {moment:O}");
        World.End(moment > World.Now ? moment - World.Now : TimeSpan.Zero);
        return default;
    }

    private void Begin(string node, string path)
    {
        if (!World.Begin(node, path, World.FinalizerDepth > 0)) return;
        World.End();
        throw new RunCancelledException();
    }

    private async ValueTask<int> StepAsync(string node, string path, string call)
    {
        Begin(node, path);
        try
        {
            return await World.RetriedAsync(node, call);
        }
        finally
        {
            World.End();
        }
    }
}
