namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Work for machines that serve the queue <c>gpu</c>.</summary>
[Workflow("rendering"), Queue("gpu", Priority = 5)]
public sealed partial class Rendering(Ledger ledger)
{
    [Flow]
    public async Task RunAsync(string scene, CancellationToken ct = default) => await DrawAsync(scene, ct);

    [Step]
    private Task DrawAsync(string scene, CancellationToken ct = default) => ledger.DoAsync(scene, ct);
}
