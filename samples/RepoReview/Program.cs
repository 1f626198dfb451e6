// Reviews a git repository:  dotnet run --project samples/RepoReview [path] [commit] [--again]
// Kill it at any moment and start it again with the same arguments: it goes on where it was.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoReview;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Processes;

try
{
    var arguments = ReviewArguments.Parse(args);
    var folder = Directory.GetCurrentDirectory();
    var request = await Preconditions.FindCommitAsync(new GitRepository(new ProcessSteps()), arguments);
    Preconditions.RequireWritable(folder);

    var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    builder.Services
        .AddSingleton<ProcessSteps>()
        .AddSingleton<GitRepository>()
        .AddSingleton(new ReportFile(Path.Combine(folder, "review.md")))
        .AddSingleton<ReviewProgress>()
        .AddSingleton<ReviewCommand>();
    builder.Services
        .AddRunkonFlow(options =>
        {
            // After a kill, the next process waits this long before it takes the run over.
            options.LeaseTimeToLive = TimeSpan.FromSeconds(3);
            options.HeartbeatInterval = TimeSpan.FromSeconds(1);
        })
        .UseSqlite(Path.Combine(folder, "runkonflow.db"))
        .AddRepoReviewWorkflows();

    using var host = builder.Build();
    await host.StartAsync();
    try
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await host.Services.GetRequiredService<ReviewCommand>().RunAsync(request, arguments.Again, stopping);
        return 0;
    }
    finally
    {
        await host.StopAsync();
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. The same command goes on from here.");
    return 130;
}
catch (Exception e) when (e is Problem or RunkonFlowException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
