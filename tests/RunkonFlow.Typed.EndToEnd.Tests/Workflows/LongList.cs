namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A loop over a long list that the flow also holds itself.</summary>
[Workflow("long-list")]
public sealed partial class LongList
{
    [Flow]
    public async Task<int> RunAsync(string[] items)
    {
        var total = 0;
        foreach (var item in items)
        {
            var length = await MeasureAsync(item);
            total += length;
        }
        return total;
    }

    [Step]
    private ValueTask<int> MeasureAsync(string item) => new(item.Length);
}
