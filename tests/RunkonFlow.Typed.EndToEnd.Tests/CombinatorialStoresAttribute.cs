using System.Reflection;
using RunkonFlow.Typed.SqlServer.Tests;
using Xunit.Sdk;
using Xunit.v3;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Runs a theory on each store; on SQL Server it is skipped where no server is named.</summary>
internal sealed class CombinatorialStoresAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. Enum.GetValues<StoreKind>().Select(kind => new TheoryDataRow<StoreKind>(kind) { Skip = TestDatabase.SkipReason(kind == StoreKind.SqlServer) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
