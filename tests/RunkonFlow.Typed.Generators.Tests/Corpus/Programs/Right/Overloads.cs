// === Every_overload_of_Parallel_without_type_arguments
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Shop;

[Workflow("every-overload-of-parallel-without-type-arguments", Version = 1)]
public sealed partial class Joining
{
    [Step] private Task<int> TAsync(int n, CancellationToken ct = default) => Task.FromResult(n);

    [Step] private ValueTask<string> VAsync(int n, CancellationToken ct = default) => new($"{n}");

    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var (x1, y1) = await Flow.As("p1", Flow.Parallel(Flow.As("b1-0", TAsync(n)), Flow.As("b1-1", TAsync(n))));
        n += x1 + y1;
        var (x2, y2) = await Flow.As("p2", Flow.Parallel(Flow.As("b2-0", TAsync(n)), Flow.As("b2-1", VAsync(n))));
        n += x2 + y2.Length;
        var (x3, y3) = await Flow.As("p3", Flow.Parallel(Flow.As("b3-0", VAsync(n)), Flow.As("b3-1", TAsync(n))));
        n += x3.Length + y3;
        var (x4, y4) = await Flow.As("p4", Flow.Parallel(Flow.As("b4-0", VAsync(n)), Flow.As("b4-1", VAsync(n))));
        n += x4.Length + y4.Length;
        var (x5, y5, z5) = await Flow.As("p5", Flow.Parallel(Flow.As("b5-0", TAsync(n)), Flow.As("b5-1", TAsync(n)), Flow.As("b5-2", TAsync(n))));
        n += x5 + y5 + z5;
        var (x6, y6, z6) = await Flow.As("p6", Flow.Parallel(Flow.As("b6-0", TAsync(n)), Flow.As("b6-1", TAsync(n)), Flow.As("b6-2", VAsync(n))));
        n += x6 + y6 + z6.Length;
        var (x7, y7, z7) = await Flow.As("p7", Flow.Parallel(Flow.As("b7-0", TAsync(n)), Flow.As("b7-1", VAsync(n)), Flow.As("b7-2", TAsync(n))));
        n += x7 + y7.Length + z7;
        var (x8, y8, z8) = await Flow.As("p8", Flow.Parallel(Flow.As("b8-0", TAsync(n)), Flow.As("b8-1", VAsync(n)), Flow.As("b8-2", VAsync(n))));
        n += x8 + y8.Length + z8.Length;
        var (x9, y9, z9) = await Flow.As("p9", Flow.Parallel(Flow.As("b9-0", VAsync(n)), Flow.As("b9-1", TAsync(n)), Flow.As("b9-2", TAsync(n))));
        n += x9.Length + y9 + z9;
        var (x10, y10, z10) = await Flow.As("p10", Flow.Parallel(Flow.As("b10-0", VAsync(n)), Flow.As("b10-1", TAsync(n)), Flow.As("b10-2", VAsync(n))));
        n += x10.Length + y10 + z10.Length;
        var (x11, y11, z11) = await Flow.As("p11", Flow.Parallel(Flow.As("b11-0", VAsync(n)), Flow.As("b11-1", VAsync(n)), Flow.As("b11-2", TAsync(n))));
        n += x11.Length + y11.Length + z11;
        var (x12, y12, z12) = await Flow.As("p12", Flow.Parallel(Flow.As("b12-0", VAsync(n)), Flow.As("b12-1", VAsync(n)), Flow.As("b12-2", VAsync(n))));
        n += x12.Length + y12.Length + z12.Length;
        var (x13, y13, z13, w13) = await Flow.As("p13", Flow.Parallel(Flow.As("b13-0", TAsync(n)), Flow.As("b13-1", TAsync(n)), Flow.As("b13-2", TAsync(n)), Flow.As("b13-3", TAsync(n))));
        n += x13 + y13 + z13 + w13;
        var (x14, y14, z14, w14) = await Flow.As("p14", Flow.Parallel(Flow.As("b14-0", TAsync(n)), Flow.As("b14-1", TAsync(n)), Flow.As("b14-2", TAsync(n)), Flow.As("b14-3", VAsync(n))));
        n += x14 + y14 + z14 + w14.Length;
        var (x15, y15, z15, w15) = await Flow.As("p15", Flow.Parallel(Flow.As("b15-0", TAsync(n)), Flow.As("b15-1", TAsync(n)), Flow.As("b15-2", VAsync(n)), Flow.As("b15-3", TAsync(n))));
        n += x15 + y15 + z15.Length + w15;
        var (x16, y16, z16, w16) = await Flow.As("p16", Flow.Parallel(Flow.As("b16-0", TAsync(n)), Flow.As("b16-1", TAsync(n)), Flow.As("b16-2", VAsync(n)), Flow.As("b16-3", VAsync(n))));
        n += x16 + y16 + z16.Length + w16.Length;
        var (x17, y17, z17, w17) = await Flow.As("p17", Flow.Parallel(Flow.As("b17-0", TAsync(n)), Flow.As("b17-1", VAsync(n)), Flow.As("b17-2", TAsync(n)), Flow.As("b17-3", TAsync(n))));
        n += x17 + y17.Length + z17 + w17;
        var (x18, y18, z18, w18) = await Flow.As("p18", Flow.Parallel(Flow.As("b18-0", TAsync(n)), Flow.As("b18-1", VAsync(n)), Flow.As("b18-2", TAsync(n)), Flow.As("b18-3", VAsync(n))));
        n += x18 + y18.Length + z18 + w18.Length;
        var (x19, y19, z19, w19) = await Flow.As("p19", Flow.Parallel(Flow.As("b19-0", TAsync(n)), Flow.As("b19-1", VAsync(n)), Flow.As("b19-2", VAsync(n)), Flow.As("b19-3", TAsync(n))));
        n += x19 + y19.Length + z19.Length + w19;
        var (x20, y20, z20, w20) = await Flow.As("p20", Flow.Parallel(Flow.As("b20-0", TAsync(n)), Flow.As("b20-1", VAsync(n)), Flow.As("b20-2", VAsync(n)), Flow.As("b20-3", VAsync(n))));
        n += x20 + y20.Length + z20.Length + w20.Length;
        var (x21, y21, z21, w21) = await Flow.As("p21", Flow.Parallel(Flow.As("b21-0", VAsync(n)), Flow.As("b21-1", TAsync(n)), Flow.As("b21-2", TAsync(n)), Flow.As("b21-3", TAsync(n))));
        n += x21.Length + y21 + z21 + w21;
        var (x22, y22, z22, w22) = await Flow.As("p22", Flow.Parallel(Flow.As("b22-0", VAsync(n)), Flow.As("b22-1", TAsync(n)), Flow.As("b22-2", TAsync(n)), Flow.As("b22-3", VAsync(n))));
        n += x22.Length + y22 + z22 + w22.Length;
        var (x23, y23, z23, w23) = await Flow.As("p23", Flow.Parallel(Flow.As("b23-0", VAsync(n)), Flow.As("b23-1", TAsync(n)), Flow.As("b23-2", VAsync(n)), Flow.As("b23-3", TAsync(n))));
        n += x23.Length + y23 + z23.Length + w23;
        var (x24, y24, z24, w24) = await Flow.As("p24", Flow.Parallel(Flow.As("b24-0", VAsync(n)), Flow.As("b24-1", TAsync(n)), Flow.As("b24-2", VAsync(n)), Flow.As("b24-3", VAsync(n))));
        n += x24.Length + y24 + z24.Length + w24.Length;
        var (x25, y25, z25, w25) = await Flow.As("p25", Flow.Parallel(Flow.As("b25-0", VAsync(n)), Flow.As("b25-1", VAsync(n)), Flow.As("b25-2", TAsync(n)), Flow.As("b25-3", TAsync(n))));
        n += x25.Length + y25.Length + z25 + w25;
        var (x26, y26, z26, w26) = await Flow.As("p26", Flow.Parallel(Flow.As("b26-0", VAsync(n)), Flow.As("b26-1", VAsync(n)), Flow.As("b26-2", TAsync(n)), Flow.As("b26-3", VAsync(n))));
        n += x26.Length + y26.Length + z26 + w26.Length;
        var (x27, y27, z27, w27) = await Flow.As("p27", Flow.Parallel(Flow.As("b27-0", VAsync(n)), Flow.As("b27-1", VAsync(n)), Flow.As("b27-2", VAsync(n)), Flow.As("b27-3", TAsync(n))));
        n += x27.Length + y27.Length + z27.Length + w27;
        var (x28, y28, z28, w28) = await Flow.As("p28", Flow.Parallel(Flow.As("b28-0", VAsync(n)), Flow.As("b28-1", VAsync(n)), Flow.As("b28-2", VAsync(n)), Flow.As("b28-3", VAsync(n))));
        n += x28.Length + y28.Length + z28.Length + w28.Length;
        var (v29_0, v29_1, v29_2, v29_3, v29_4) = await Flow.As("p29", Flow.Parallel(Flow.As("b29-0", TAsync(n)), Flow.As("b29-1", TAsync(n)), Flow.As("b29-2", TAsync(n)), Flow.As("b29-3", TAsync(n)), Flow.As("b29-4", TAsync(n)), cancellationToken: ct));
        n += v29_0 + v29_1 + v29_2 + v29_3 + v29_4;
        var (v30_0, v30_1, v30_2, v30_3, v30_4) = await Flow.As("p30", Flow.Parallel(Flow.As("b30-0", VAsync(n)), Flow.As("b30-1", VAsync(n)), Flow.As("b30-2", VAsync(n)), Flow.As("b30-3", VAsync(n)), Flow.As("b30-4", VAsync(n)), cancellationToken: ct));
        n += v30_0.Length + v30_1.Length + v30_2.Length + v30_3.Length + v30_4.Length;
        var (v31_0, v31_1, v31_2, v31_3, v31_4, v31_5) = await Flow.As("p31", Flow.Parallel(Flow.As("b31-0", TAsync(n)), Flow.As("b31-1", TAsync(n)), Flow.As("b31-2", TAsync(n)), Flow.As("b31-3", TAsync(n)), Flow.As("b31-4", TAsync(n)), Flow.As("b31-5", TAsync(n)), cancellationToken: ct));
        n += v31_0 + v31_1 + v31_2 + v31_3 + v31_4 + v31_5;
        var (v32_0, v32_1, v32_2, v32_3, v32_4, v32_5) = await Flow.As("p32", Flow.Parallel(Flow.As("b32-0", VAsync(n)), Flow.As("b32-1", VAsync(n)), Flow.As("b32-2", VAsync(n)), Flow.As("b32-3", VAsync(n)), Flow.As("b32-4", VAsync(n)), Flow.As("b32-5", VAsync(n)), cancellationToken: ct));
        n += v32_0.Length + v32_1.Length + v32_2.Length + v32_3.Length + v32_4.Length + v32_5.Length;
        var (v33_0, v33_1, v33_2, v33_3, v33_4, v33_5, v33_6) = await Flow.As("p33", Flow.Parallel(Flow.As("b33-0", TAsync(n)), Flow.As("b33-1", TAsync(n)), Flow.As("b33-2", TAsync(n)), Flow.As("b33-3", TAsync(n)), Flow.As("b33-4", TAsync(n)), Flow.As("b33-5", TAsync(n)), Flow.As("b33-6", TAsync(n)), cancellationToken: ct));
        n += v33_0 + v33_1 + v33_2 + v33_3 + v33_4 + v33_5 + v33_6;
        var (v34_0, v34_1, v34_2, v34_3, v34_4, v34_5, v34_6) = await Flow.As("p34", Flow.Parallel(Flow.As("b34-0", VAsync(n)), Flow.As("b34-1", VAsync(n)), Flow.As("b34-2", VAsync(n)), Flow.As("b34-3", VAsync(n)), Flow.As("b34-4", VAsync(n)), Flow.As("b34-5", VAsync(n)), Flow.As("b34-6", VAsync(n)), cancellationToken: ct));
        n += v34_0.Length + v34_1.Length + v34_2.Length + v34_3.Length + v34_4.Length + v34_5.Length + v34_6.Length;
        var (v35_0, v35_1, v35_2, v35_3, v35_4, v35_5, v35_6, v35_7) = await Flow.As("p35", Flow.Parallel(Flow.As("b35-0", TAsync(n)), Flow.As("b35-1", TAsync(n)), Flow.As("b35-2", TAsync(n)), Flow.As("b35-3", TAsync(n)), Flow.As("b35-4", TAsync(n)), Flow.As("b35-5", TAsync(n)), Flow.As("b35-6", TAsync(n)), Flow.As("b35-7", TAsync(n)), cancellationToken: ct));
        n += v35_0 + v35_1 + v35_2 + v35_3 + v35_4 + v35_5 + v35_6 + v35_7;
        var (v36_0, v36_1, v36_2, v36_3, v36_4, v36_5, v36_6, v36_7) = await Flow.As("p36", Flow.Parallel(Flow.As("b36-0", VAsync(n)), Flow.As("b36-1", VAsync(n)), Flow.As("b36-2", VAsync(n)), Flow.As("b36-3", VAsync(n)), Flow.As("b36-4", VAsync(n)), Flow.As("b36-5", VAsync(n)), Flow.As("b36-6", VAsync(n)), Flow.As("b36-7", VAsync(n)), cancellationToken: ct));
        n += v36_0.Length + v36_1.Length + v36_2.Length + v36_3.Length + v36_4.Length + v36_5.Length + v36_6.Length + v36_7.Length;
        return n;
    }
}

// === Every_overload_of_Race_without_type_arguments
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Shop;

[Workflow("every-overload-of-race-without-type-arguments", Version = 1)]
public sealed partial class Joining
{
    [Step] private Task<int> TAsync(int n, CancellationToken ct = default) => Task.FromResult(n);

    [Step] private ValueTask<string> VAsync(int n, CancellationToken ct = default) => new($"{n}");

    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var r1 = await Flow.As("p1", Flow.Race(Flow.As("b1-0", TAsync(n)), Flow.As("b1-1", TAsync(n)), cancellationToken: ct));
        n += r1.Winner + r1.First;
        var r2 = await Flow.As("p2", Flow.Race(Flow.As("b2-0", TAsync(n)), Flow.As("b2-1", VAsync(n)), cancellationToken: ct));
        n += r2.Winner + r2.First;
        var r3 = await Flow.As("p3", Flow.Race(Flow.As("b3-0", VAsync(n)), Flow.As("b3-1", TAsync(n)), cancellationToken: ct));
        n += r3.Winner + r3.First!.Length;
        var r4 = await Flow.As("p4", Flow.Race(Flow.As("b4-0", VAsync(n)), Flow.As("b4-1", VAsync(n)), cancellationToken: ct));
        n += r4.Winner + r4.First!.Length;
        var r5 = await Flow.As("p5", Flow.Race(Flow.As("b5-0", TAsync(n)), Flow.As("b5-1", TAsync(n)), Flow.As("b5-2", TAsync(n)), cancellationToken: ct));
        n += r5.Winner + r5.First;
        var r6 = await Flow.As("p6", Flow.Race(Flow.As("b6-0", TAsync(n)), Flow.As("b6-1", TAsync(n)), Flow.As("b6-2", VAsync(n)), cancellationToken: ct));
        n += r6.Winner + r6.First;
        var r7 = await Flow.As("p7", Flow.Race(Flow.As("b7-0", TAsync(n)), Flow.As("b7-1", VAsync(n)), Flow.As("b7-2", TAsync(n)), cancellationToken: ct));
        n += r7.Winner + r7.First;
        var r8 = await Flow.As("p8", Flow.Race(Flow.As("b8-0", TAsync(n)), Flow.As("b8-1", VAsync(n)), Flow.As("b8-2", VAsync(n)), cancellationToken: ct));
        n += r8.Winner + r8.First;
        var r9 = await Flow.As("p9", Flow.Race(Flow.As("b9-0", VAsync(n)), Flow.As("b9-1", TAsync(n)), Flow.As("b9-2", TAsync(n)), cancellationToken: ct));
        n += r9.Winner + r9.First!.Length;
        var r10 = await Flow.As("p10", Flow.Race(Flow.As("b10-0", VAsync(n)), Flow.As("b10-1", TAsync(n)), Flow.As("b10-2", VAsync(n)), cancellationToken: ct));
        n += r10.Winner + r10.First!.Length;
        var r11 = await Flow.As("p11", Flow.Race(Flow.As("b11-0", VAsync(n)), Flow.As("b11-1", VAsync(n)), Flow.As("b11-2", TAsync(n)), cancellationToken: ct));
        n += r11.Winner + r11.First!.Length;
        var r12 = await Flow.As("p12", Flow.Race(Flow.As("b12-0", VAsync(n)), Flow.As("b12-1", VAsync(n)), Flow.As("b12-2", VAsync(n)), cancellationToken: ct));
        n += r12.Winner + r12.First!.Length;
        var r13 = await Flow.As("p13", Flow.Race(Flow.As("b13-0", TAsync(n)), Flow.As("b13-1", TAsync(n)), Flow.As("b13-2", TAsync(n)), Flow.As("b13-3", TAsync(n)), cancellationToken: ct));
        n += r13.Winner + r13.First;
        var r14 = await Flow.As("p14", Flow.Race(Flow.As("b14-0", TAsync(n)), Flow.As("b14-1", TAsync(n)), Flow.As("b14-2", TAsync(n)), Flow.As("b14-3", VAsync(n)), cancellationToken: ct));
        n += r14.Winner + r14.First;
        var r15 = await Flow.As("p15", Flow.Race(Flow.As("b15-0", TAsync(n)), Flow.As("b15-1", TAsync(n)), Flow.As("b15-2", VAsync(n)), Flow.As("b15-3", TAsync(n)), cancellationToken: ct));
        n += r15.Winner + r15.First;
        var r16 = await Flow.As("p16", Flow.Race(Flow.As("b16-0", TAsync(n)), Flow.As("b16-1", TAsync(n)), Flow.As("b16-2", VAsync(n)), Flow.As("b16-3", VAsync(n)), cancellationToken: ct));
        n += r16.Winner + r16.First;
        var r17 = await Flow.As("p17", Flow.Race(Flow.As("b17-0", TAsync(n)), Flow.As("b17-1", VAsync(n)), Flow.As("b17-2", TAsync(n)), Flow.As("b17-3", TAsync(n)), cancellationToken: ct));
        n += r17.Winner + r17.First;
        var r18 = await Flow.As("p18", Flow.Race(Flow.As("b18-0", TAsync(n)), Flow.As("b18-1", VAsync(n)), Flow.As("b18-2", TAsync(n)), Flow.As("b18-3", VAsync(n)), cancellationToken: ct));
        n += r18.Winner + r18.First;
        var r19 = await Flow.As("p19", Flow.Race(Flow.As("b19-0", TAsync(n)), Flow.As("b19-1", VAsync(n)), Flow.As("b19-2", VAsync(n)), Flow.As("b19-3", TAsync(n)), cancellationToken: ct));
        n += r19.Winner + r19.First;
        var r20 = await Flow.As("p20", Flow.Race(Flow.As("b20-0", TAsync(n)), Flow.As("b20-1", VAsync(n)), Flow.As("b20-2", VAsync(n)), Flow.As("b20-3", VAsync(n)), cancellationToken: ct));
        n += r20.Winner + r20.First;
        var r21 = await Flow.As("p21", Flow.Race(Flow.As("b21-0", VAsync(n)), Flow.As("b21-1", TAsync(n)), Flow.As("b21-2", TAsync(n)), Flow.As("b21-3", TAsync(n)), cancellationToken: ct));
        n += r21.Winner + r21.First!.Length;
        var r22 = await Flow.As("p22", Flow.Race(Flow.As("b22-0", VAsync(n)), Flow.As("b22-1", TAsync(n)), Flow.As("b22-2", TAsync(n)), Flow.As("b22-3", VAsync(n)), cancellationToken: ct));
        n += r22.Winner + r22.First!.Length;
        var r23 = await Flow.As("p23", Flow.Race(Flow.As("b23-0", VAsync(n)), Flow.As("b23-1", TAsync(n)), Flow.As("b23-2", VAsync(n)), Flow.As("b23-3", TAsync(n)), cancellationToken: ct));
        n += r23.Winner + r23.First!.Length;
        var r24 = await Flow.As("p24", Flow.Race(Flow.As("b24-0", VAsync(n)), Flow.As("b24-1", TAsync(n)), Flow.As("b24-2", VAsync(n)), Flow.As("b24-3", VAsync(n)), cancellationToken: ct));
        n += r24.Winner + r24.First!.Length;
        var r25 = await Flow.As("p25", Flow.Race(Flow.As("b25-0", VAsync(n)), Flow.As("b25-1", VAsync(n)), Flow.As("b25-2", TAsync(n)), Flow.As("b25-3", TAsync(n)), cancellationToken: ct));
        n += r25.Winner + r25.First!.Length;
        var r26 = await Flow.As("p26", Flow.Race(Flow.As("b26-0", VAsync(n)), Flow.As("b26-1", VAsync(n)), Flow.As("b26-2", TAsync(n)), Flow.As("b26-3", VAsync(n)), cancellationToken: ct));
        n += r26.Winner + r26.First!.Length;
        var r27 = await Flow.As("p27", Flow.Race(Flow.As("b27-0", VAsync(n)), Flow.As("b27-1", VAsync(n)), Flow.As("b27-2", VAsync(n)), Flow.As("b27-3", TAsync(n)), cancellationToken: ct));
        n += r27.Winner + r27.First!.Length;
        var r28 = await Flow.As("p28", Flow.Race(Flow.As("b28-0", VAsync(n)), Flow.As("b28-1", VAsync(n)), Flow.As("b28-2", VAsync(n)), Flow.As("b28-3", VAsync(n)), cancellationToken: ct));
        n += r28.Winner + r28.First!.Length;
        return n;
    }
}

// === Every_overload_over_items_without_type_arguments
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Shop;

[Workflow("every-overload-over-items-without-type-arguments", Version = 1)]
public sealed partial class Joining
{
    [Step] private Task<int> TAsync(int n, CancellationToken ct = default) => Task.FromResult(n);

    [Step] private ValueTask<string> VAsync(int n, CancellationToken ct = default) => new($"{n}");

    [Step] private Task NAsync(int n, CancellationToken ct = default) => Task.CompletedTask;

    [Step] private ValueTask MAsync(int n, CancellationToken ct = default) => default;

    [Step] private Task<int> T1Async(int n) => Task.FromResult(n);

    [Step] private ValueTask<string> V1Async(int n) => new($"{n}");

    [Step] private Task N1Async(int n) => Task.CompletedTask;

    [Step] private ValueTask M1Async(int n) => default;

    [Step] private Task<int> T3Async(int n, CancellationToken ct = default, StepContext step = default) => Task.FromResult(n);

    [Step] private ValueTask<string> V3Async(int n, CancellationToken ct = default, StepContext step = default) => new($"{n}");

    [Step] private Task N3Async(int n, CancellationToken ct = default, StepContext step = default) => Task.CompletedTask;

    [Step] private ValueTask M3Async(int n, CancellationToken ct = default, StepContext step = default) => default;

    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        int[] items = [n];
        var r1 = await Flow.As("p1", Flow.ForEach(items, T1Async));
        n += r1.Items.Count;
        await Flow.As("p2", Flow.ForEach(items, i => T1Async(i), cancellationToken: ct));
        var r3 = await Flow.As("p3", Flow.ForEach(items, TAsync));
        n += r3.Items.Count;
        await Flow.As("p4", Flow.ForEach(items, (i, t) => TAsync(i, t), cancellationToken: ct));
        var r5 = await Flow.As("p5", Flow.ForEach(items, T3Async));
        n += r5.Items.Count;
        await Flow.As("p6", Flow.ForEach(items, (i, t, s) => T3Async(i, t, s), cancellationToken: ct));
        var r7 = await Flow.As("p7", Flow.ForEach(items, V1Async));
        n += r7.Items.Count;
        await Flow.As("p8", Flow.ForEach(items, i => V1Async(i), cancellationToken: ct));
        var r9 = await Flow.As("p9", Flow.ForEach(items, VAsync));
        n += r9.Items.Count;
        await Flow.As("p10", Flow.ForEach(items, (i, t) => VAsync(i, t), cancellationToken: ct));
        var r11 = await Flow.As("p11", Flow.ForEach(items, V3Async));
        n += r11.Items.Count;
        await Flow.As("p12", Flow.ForEach(items, (i, t, s) => V3Async(i, t, s), cancellationToken: ct));
        var r13 = await Flow.As("p13", Flow.ForEach(items, N1Async));
        n += r13.Items.Count;
        await Flow.As("p14", Flow.ForEach(items, i => N1Async(i), cancellationToken: ct));
        var r15 = await Flow.As("p15", Flow.ForEach(items, NAsync));
        n += r15.Items.Count;
        await Flow.As("p16", Flow.ForEach(items, (i, t) => NAsync(i, t), cancellationToken: ct));
        var r17 = await Flow.As("p17", Flow.ForEach(items, N3Async));
        n += r17.Items.Count;
        await Flow.As("p18", Flow.ForEach(items, (i, t, s) => N3Async(i, t, s), cancellationToken: ct));
        var r19 = await Flow.As("p19", Flow.ForEach(items, M1Async));
        n += r19.Items.Count;
        await Flow.As("p20", Flow.ForEach(items, i => M1Async(i), cancellationToken: ct));
        var r21 = await Flow.As("p21", Flow.ForEach(items, MAsync));
        n += r21.Items.Count;
        await Flow.As("p22", Flow.ForEach(items, (i, t) => MAsync(i, t), cancellationToken: ct));
        var r23 = await Flow.As("p23", Flow.ForEach(items, M3Async));
        n += r23.Items.Count;
        await Flow.As("p24", Flow.ForEach(items, (i, t, s) => M3Async(i, t, s), cancellationToken: ct));
        var r25 = await Flow.As("p25", Flow.Parallel(items, T1Async));
        n += r25.Count;
        await Flow.As("p26", Flow.Parallel(items, i => T1Async(i), cancellationToken: ct));
        var r27 = await Flow.As("p27", Flow.Parallel(items, TAsync));
        n += r27.Count;
        await Flow.As("p28", Flow.Parallel(items, (i, t) => TAsync(i, t), cancellationToken: ct));
        var r29 = await Flow.As("p29", Flow.Parallel(items, T3Async));
        n += r29.Count;
        await Flow.As("p30", Flow.Parallel(items, (i, t, s) => T3Async(i, t, s), cancellationToken: ct));
        var r31 = await Flow.As("p31", Flow.Parallel(items, V1Async));
        n += r31.Count;
        await Flow.As("p32", Flow.Parallel(items, i => V1Async(i), cancellationToken: ct));
        var r33 = await Flow.As("p33", Flow.Parallel(items, VAsync));
        n += r33.Count;
        await Flow.As("p34", Flow.Parallel(items, (i, t) => VAsync(i, t), cancellationToken: ct));
        var r35 = await Flow.As("p35", Flow.Parallel(items, V3Async));
        n += r35.Count;
        await Flow.As("p36", Flow.Parallel(items, (i, t, s) => V3Async(i, t, s), cancellationToken: ct));
        await Flow.As("p37", Flow.Parallel(items, N1Async));
        await Flow.As("p38", Flow.Parallel(items, i => N1Async(i), cancellationToken: ct));
        await Flow.As("p39", Flow.Parallel(items, NAsync));
        await Flow.As("p40", Flow.Parallel(items, (i, t) => NAsync(i, t), cancellationToken: ct));
        await Flow.As("p41", Flow.Parallel(items, N3Async));
        await Flow.As("p42", Flow.Parallel(items, (i, t, s) => N3Async(i, t, s), cancellationToken: ct));
        await Flow.As("p43", Flow.Parallel(items, M1Async));
        await Flow.As("p44", Flow.Parallel(items, i => M1Async(i), cancellationToken: ct));
        await Flow.As("p45", Flow.Parallel(items, MAsync));
        await Flow.As("p46", Flow.Parallel(items, (i, t) => MAsync(i, t), cancellationToken: ct));
        await Flow.As("p47", Flow.Parallel(items, M3Async));
        await Flow.As("p48", Flow.Parallel(items, (i, t, s) => M3Async(i, t, s), cancellationToken: ct));
        return n;
    }
}
