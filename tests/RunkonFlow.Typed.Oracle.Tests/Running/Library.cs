namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>A step library as a workflow gets it injected.</summary>
public interface ILibrary
{
    [Step]
    Task<int> LookUpAsync(int x, CancellationToken ct = default);
}

public sealed class Library(World world) : ILibrary
{
    public async Task<int> LookUpAsync(int x, CancellationToken ct = default) => await world.AttemptAsync($"look up({x})");
}
