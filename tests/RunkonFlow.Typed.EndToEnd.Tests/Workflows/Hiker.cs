namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>What a hiker carries.</summary>
public sealed record Pack(string Colour, string[] Items);

/// <summary>Locals of all kinds at a wait: a record, a long text, a list's element, those of a sub-flow and of branches.</summary>
[Workflow("hiker")]
public sealed partial class Hiker
{
    [Flow]
    public async Task<int> RunAsync(string name, int days, CancellationToken ct = default)
    {
        var pack = await PackAsync(name, ct);
        var diary = new string('d', 9000);
        var weight = 0;
        foreach (var item in pack.Items)
        {
            var slept = await Flow.As("walk", WalkAsync(days, ct));
            weight += item.Length + slept;
        }
        var height = pack.Items.Length;
        var (north, south) = await Flow.Parallel(Flow.As("north", WalkAsync(height, ct)), Flow.As("south", WalkAsync(2, ct)));
        return weight + diary.Length + height + north + south;
    }

    [SubFlow]
    private async Task<int> WalkAsync(int minutes, CancellationToken ct = default)
    {
        var slept = minutes * 2;
        await Flow.Delay(TimeSpan.FromMinutes(minutes), ct);
        return slept;
    }

    [Step]
    private static Task<Pack> PackAsync(string owner, CancellationToken ct = default) => Task.FromResult(new Pack("red", [owner, "tent"]));
}
