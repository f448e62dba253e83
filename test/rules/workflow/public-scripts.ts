/** What a published sequence of commands does, in a small script of our own with the same facts, and what is wrong with it. */
export interface PublicScript {
  readonly name: string;
  /** Where the commands were published. */
  readonly source: string;
  readonly script: string;
  /** Name of the file, where it is no shell script. */
  readonly file?: string;
  /** `line rule/message`, in the order of lines; nothing for what is right. */
  readonly verdict: readonly string[];
}

const guide = 'https://github.com/MIC-DKFZ/nnUNet/blob';

/** The guide of nnU-Net in its generations: dataset 1 is the one of the pretraining, dataset 2 the one of the finetuning. */
function guideScript({ move, preprocess }: { readonly move: string; readonly preprocess: string }): string {
  return `PRETRAINING=1
FINETUNING=2
nnUNetv2_plan_and_preprocess -d $FINETUNING
nnUNetv2_extract_fingerprint -d $PRETRAINING
nnUNetv2_move_plans_between_datasets ${move}
nnUNetv2_preprocess -d $PRETRAINING -plans_name ${preprocess}
nnUNetv2_train $PRETRAINING 3d_fullres all -p ${preprocess}
nnUNetv2_train $FINETUNING 3d_fullres 0 -pretrained_weights PATH_TO_CHECKPOINT
`;
}

export const publicScripts: readonly PublicScript[] = [
  {
    name: 'guide of 2.0 and 2.1: plans of the pretraining are moved, and looked for where they come from',
    source: `${guide}/v2.1/documentation/pretraining_and_finetuning.md`,
    script: guideScript({ move: '-s $PRETRAINING -t $FINETUNING -sp nnUNetPlans -tp Custom', preprocess: 'Custom' }),
    verdict: [
      '6 identifier-consistent/otherDataset',
      '7 identifier-consistent/otherDataset',
      '8 identifier-consistent/forgotten',
    ],
  },
  {
    name: 'guide of 2.2 to 2.4.2: the direction is right, the names are crossed',
    source: `${guide}/v2.4.2/documentation/pretraining_and_finetuning.md`,
    script: guideScript({
      move: '-s $FINETUNING -t $PRETRAINING -sp nnUNetPlans -tp ForPretraining',
      preprocess: 'nnUNetPlans',
    }),
    verdict: [
      '6 missing-dataset-json/missing',
      '6 identifier-consistent/otherName',
      '7 identifier-consistent/otherName',
    ],
  },
  {
    name: 'guide of 28 May 2024: both names are those of the other dataset',
    source: 'https://github.com/MIC-DKFZ/nnUNet/commit/f21713ca',
    script: guideScript({
      move: '-s $FINETUNING -t $PRETRAINING -sp OfPretraining -tp OfFinetuning',
      preprocess: 'OfFinetuning',
    }),
    verdict: ['5 identifier-consistent/source', '6 missing-dataset-json/missing', '8 direction/otherFinetuning'],
  },
  {
    name: 'guide of 2.5.1: the direction is turned round again',
    source: `${guide}/v2.5.1/documentation/pretraining_and_finetuning.md`,
    script: guideScript({
      move: '-s $PRETRAINING -t $FINETUNING -sp nnUNetPlans -tp FromPretraining',
      preprocess: 'FromPretraining',
    }),
    verdict: [
      '6 identifier-consistent/otherDataset',
      '7 identifier-consistent/otherDataset',
      '8 identifier-consistent/forgotten',
    ],
  },
  {
    name: 'guide since 2.5.2: consistent, except for dataset.json',
    source: `${guide}/v2.8.1/documentation/pretraining_and_finetuning.md`,
    script: guideScript({
      move: '-s $FINETUNING -t $PRETRAINING -sp nnUNetPlans -tp ForPretraining',
      preprocess: 'ForPretraining',
    }),
    verdict: ['6 missing-dataset-json/missing', '8 direction/toPretraining'],
  },
  {
    name: 'guide since 2.5.2 with a preset: the last command forgets the plans',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
    script: `PRETRAINING='111'
FINETUNING='112'
nnUNetv2_plan_and_preprocess -pl 'nnUNetPlannerResEncM' -d $FINETUNING --verify_dataset_integrity -c '2d'
nnUNetv2_extract_fingerprint -d $PRETRAINING
nnUNetv2_move_plans_between_datasets -s $FINETUNING -t $PRETRAINING -sp 'nnUNetResEncUNetMPlans' -tp 'nnUNetResEncUNetMPlans2'
nnUNetv2_preprocess -d $PRETRAINING -plans_name 'nnUNetResEncUNetMPlans2' -c '2d'
nnUNetv2_train $PRETRAINING 2d all -p nnUNetResEncUNetMPlans2
nnUNetv2_train $FINETUNING 2d 0 -pretrained_weights $nnUNet_results/Dataset111_A/nnUNetTrainer__nnUNetResEncUNetMPlans2__2d/fold_all/checkpoint_final.pth
`,
    verdict: ['6 missing-dataset-json/missing', '8 identifier-consistent/forgotten', '8 direction/otherFinetuning'],
  },
  {
    name: 'the same with dataset.json copied and the plans named',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
    script: `nnUNetv2_plan_and_preprocess -pl nnUNetPlannerResEncM -d 112 --verify_dataset_integrity -c 2d
nnUNetv2_extract_fingerprint -d 111
nnUNetv2_move_plans_between_datasets -s 112 -t 111 -sp nnUNetResEncUNetMPlans -tp nnUNetResEncUNetMPlans2
cp $nnUNet_preprocessed/Dataset112_B/dataset.json $nnUNet_preprocessed/Dataset111_A/dataset.json
nnUNetv2_preprocess -d 111 -plans_name nnUNetResEncUNetMPlans2 -c 2d
nnUNetv2_train 111 2d all -p nnUNetResEncUNetMPlans2
nnUNetv2_train 112 2d 0 -p nnUNetResEncUNetMPlans -pretrained_weights $nnUNet_results/Dataset111_A/nnUNetTrainer__nnUNetResEncUNetMPlans2__2d/fold_all/checkpoint_final.pth
`,
    verdict: ['7 direction/toPretraining'],
  },
  {
    name: 'names swapped by a user of the second guide',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/1970',
    script: `SOURCE=13
TARGET=14
SOURCE_PLANS=nnUNetPlans_test
TARGET_PLANS=Tx1_test_nnUNetplans
nnUNetv2_plan_and_preprocess -d $TARGET -overwrite_plans_name $TARGET_PLANS
nnUNetv2_extract_fingerprint -d $SOURCE
nnUNetv2_move_plans_between_datasets -s $TARGET -t $SOURCE -sp $TARGET_PLANS -tp $SOURCE_PLANS
nnUNetv2_preprocess -d $SOURCE -plans_name $TARGET_PLANS
`,
    verdict: ['8 missing-dataset-json/missing', '8 identifier-consistent/otherName'],
  },
  {
    name: 'a model of TotalSegmentator on data that were planned by themselves',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/2089',
    script: `nnUNetv2_plan_and_preprocess -d 1 --verify_dataset_integrity
CUDA_VISIBLE_DEVICES=0 nnUNetv2_train 1 3d_fullres 0 -pretrained_weights nnUNet/results/Dataset291_TotalSegmentator_part1_organs_1559subj/nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth
`,
    verdict: ['2 direction/apart'],
  },
  {
    name: 'the same, mended: plans of TotalSegmentator under a name of their own',
    source: 'https://github.com/wasserth/TotalSegmentator/issues/298',
    script: `i=291; j=1
nnUNetv2_extract_fingerprint -d $j
nnUNetv2_plan_experiment -d $j
nnUNetv2_move_plans_between_datasets -s $i -t $j -sp nnUNetPlans -tp totseg_nnUNetPlans
nnUNetv2_preprocess -d $j -plans_name totseg_nnUNetPlans -c 3d_fullres
nnUNetv2_train $j 3d_fullres 0 -p totseg_nnUNetPlans -pretrained_weights results/Dataset291_TotalSegmentator/nnUNetTrainerNoMirroring__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth
`,
    verdict: [],
  },
  {
    name: 'plans of TotalSegmentator MRI for two datasets, the default plans for 2d beside them',
    source:
      'a script that prepares plans of TotalSegmentator MRI for T1 and T2 images (Dataset501_ALT_T1, Dataset502_ALT_T2)',
    script: `CKPT=$TS/Dataset850_TotalSegMRI/nnUNetTrainer_2000epochs_NoMirroring__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth
for id in 501 502; do
  nnUNetv2_plan_and_preprocess -d $id -c 3d_fullres 2d --verify_dataset_integrity
  nnUNetv2_move_plans_between_datasets -s 850 -t $id -sp nnUNetPlans -tp nnUNetTSMRIPlans
  nnUNetv2_preprocess -d $id -plans_name nnUNetTSMRIPlans -c 3d_fullres
done
for id in 501 502; do
  nnUNetv2_train $id 2d 0 -p nnUNetPlans
  nnUNetv2_train $id 3d_fullres 0 -p nnUNetTSMRIPlans -pretrained_weights "$CKPT"
done
`,
    verdict: [],
  },
  {
    name: 'the model was trained with other plans than those that are moved',
    source: 'https://github.com/UCL-MSM-Bio/2025-zhou-hipct-hierarchical-segmentation',
    script: `source .venv/bin/activate
nnUNetv2_plan_and_preprocess -d 2 --verify_dataset_integrity
nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp nnUNetPlans_correlative
nnUNetv2_preprocess -d 2 -plans_name nnUNetPlans_correlative
nnUNetv2_train 2 3d_fullres 1 -p nnUNetPlans_correlative -pretrained_weights /nnUNet_results/Dataset001_Glomeruli/nnUNetTrainer__nnUNetPlans_w_fat__3d_fullres/fold_0/checkpoint_best.pth
`,
    verdict: ['5 direction/otherPretraining'],
  },
  {
    name: 'pretraining and finetuning in one script; both predictions forget something',
    source: 'https://github.com/ivadomed/model-seg-dcm (nnunet/run_dcm_zurich_pretraining_and_finetuning.sh)',
    script: `#!/bin/bash
set -e -o pipefail
folds=(3)
trainer="nnUNetTrainer"
trainer_ftu="nnUNetTrainer_250epochs"
config="3d_fullres"
num_ptr="191"; name_ptr="Dataset\${num_ptr}_dcmZurichPretrain"
num_ftu="192"; name_ftu="Dataset\${num_ftu}_dcmZurichLesionsFinetune"
nnUNetv2_plan_and_preprocess -d \${num_ftu} --verify_dataset_integrity -c \${config}
nnUNetv2_plan_and_preprocess -d \${num_ptr} --verify_dataset_integrity -c \${config}
nnUNetv2_extract_fingerprint -d \${num_ptr}
nnUNetv2_move_plans_between_datasets -s \${num_ftu} -t \${num_ptr} -sp nnUNetPlans -tp nnUNetMovedPlans
nnUNetv2_preprocess -d \${num_ptr} -plans_name nnUNetMovedPlans
CUDA_VISIBLE_DEVICES=2 nnUNetv2_train \${num_ptr} \${config} all -tr \${trainer} -p nnUNetMovedPlans
CUDA_VISIBLE_DEVICES=2 nnUNetv2_predict -i in -o out -tr \${trainer} -d \${num_ptr} -f all -c \${config}
weights=\${nnUNet_results}/\${name_ptr}/\${trainer}__nnUNetMovedPlans__\${config}/fold_all/checkpoint_best.pth
for fold in \${folds[@]}; do
  CUDA_VISIBLE_DEVICES=2 nnUNetv2_train \${name_ftu} \${config} \${fold} -tr \${trainer_ftu} -pretrained_weights \${weights}
  CUDA_VISIBLE_DEVICES=2 nnUNetv2_predict -i in -o out -tr \${trainer_ftu} -d \${num_ftu} -f \${fold} -c \${config}
done
`,
    verdict: ['15 trained-model/other', '18 direction/toPretraining'],
  },
  {
    name: 'plans under a default name, trained without preprocessing anew; everything is asked for',
    source: 'a script that reads ids, configuration and path of the weights from the keyboard before it finetunes',
    script: `read -p "Source dataset: " src
read -p "Target dataset: " trg
read -p "Path to weights: " weights
nnUNetv2_plan_and_preprocess -d "$trg" -c 3d_fullres --verify_dataset_integrity -np 8
nnUNetv2_extract_fingerprint -d "$src"
nnUNetv2_move_plans_between_datasets -s "$src" -t "$trg" -sp nnUNetPlans -tp nnUNetPlans
nnUNetv2_train "$trg" 3d_fullres 0 -pretrained_weights $weights -tr nnUNetTrainer --npz
`,
    verdict: ['6 default-identifier/overwritten', '7 order/stale'],
  },
  {
    name: 'plans under a default name for a dataset that has none, dataset.json copied',
    source: 'a recipe for ATM22 airway data with plans of dataset 111 moved to 122',
    script: `nnUNetv2_extract_fingerprint -d 122
cp "$nnUNet_raw/Dataset122_ATM22MT/dataset.json" "$nnUNet_preprocessed/Dataset122_ATM22MT/dataset.json"
nnUNetv2_move_plans_between_datasets -s 111 -t 122 -sp nnUNetPlans -tp nnUNetPlans
nnUNetv2_preprocess -d 122 -plans_name nnUNetPlans -c 3d_fullres -np 6
`,
    verdict: ['3 default-identifier/fresh'],
  },
  {
    name: 'plans moved only where they are not there yet, programs by their folder, a file copied in between',
    source: 'a Korean script that prepares Dataset810 with plans of a model of aneurysms',
    script: `#!/usr/bin/env bash
set -euo pipefail
SRC_DS=\${SRC_DS:-301}; PLANS=\${PLANS:-nnUNetUZHPlans}
PRE=$NNUNET_BASE/nnUNet_preprocessed/Dataset810_TopAneu
die() { echo "$*" >&2; exit 1; }
if [ ! -f "$PRE/dataset_fingerprint.json" ]; then
  "$ENVBIN/nnUNetv2_extract_fingerprint" -d 810 -np 4 || die "fingerprint"
fi
if [ ! -f "$PRE/$PLANS.json" ]; then
  "$ENVBIN/nnUNetv2_move_plans_between_datasets" -s "$SRC_DS" -t 810 -sp nnUNetPlans -tp "$PLANS" || die "move"
fi
cp -f "$RAW810/dataset.json" "$PRE/dataset.json" || die "dataset.json"
"$ENVBIN/nnUNetv2_preprocess" -d 810 -plans_name "$PLANS" -c 3d_fullres -np 4
for i in 0 1; do
  CUDA_VISIBLE_DEVICES=$i nohup "$ENVBIN/nnUNetv2_train" 810 3d_fullres $i -p "$PLANS" > log_$i &
done
`,
    verdict: [],
  },
  {
    name: 'the fingerprint of the source is extracted in vain, but the transfer is right',
    source: 'a script that prepares Dataset996_BreastPectoralSegmentation_finetunning from 995',
    script: `#!/bin/bash
set -euo pipefail
FINETUNE_DS_ID=996
PREV_DS_ID=995
FINETUNE_DS="Dataset996_BreastPectoralSegmentation_finetunning"
PREV_DS="Dataset995_BreastPectoralSegmentation"
nnUNetv2_plan_and_preprocess -d "$FINETUNE_DS_ID"
nnUNetv2_extract_fingerprint -d "$PREV_DS_ID"
nnUNetv2_move_plans_between_datasets -s "$PREV_DS" -t "$FINETUNE_DS" -sp nnUNetPlans -tp PlansFrom$PREV_DS_ID
nnUNetv2_preprocess -d "$FINETUNE_DS_ID" -plans_name PlansFrom$PREV_DS_ID
`,
    verdict: [],
  },
  {
    name: 'synthetic images with the plans of the real ones, one log for all',
    source: 'a script that adds generated cardiac images as Dataset021_LGEganclean',
    script: `PYTHONPATH=. python gan/build_clean_dataset.py --mode assemble >> "$LOG" 2>&1
nnUNetv2_extract_fingerprint -d 21 >> "$LOG" 2>&1
nnUNetv2_move_plans_between_datasets -s 0 -t 21 -sp nnUNetPlans -tp nnUNetPlans >> "$LOG" 2>&1
cp "$DST"/dataset.json nnunet/nnUNet_preprocessed/Dataset021_LGEganclean/dataset.json
nnUNetv2_preprocess -d 21 -c 2d -plans_name nnUNetPlans >> "$LOG" 2>&1
`,
    verdict: ['3 default-identifier/fresh'],
  },
  {
    name: 'pretraining on other images with plans moved over the default name of that dataset',
    source: 'a README on the PUMA challenge: tissue of dataset 998, NSCLC of dataset 999',
    script: `nnUNetv2_plan_and_preprocess -d 998
nnUNetv2_extract_fingerprint -d 999
nnUNetv2_move_plans_between_datasets -s 998 -t 999 -sp nnUNetPlans -tp nnUNetPlans
nnUNetv2_preprocess -d 999 -plans_name nnUNetPlans
`,
    verdict: ['3 default-identifier/fresh', '4 missing-dataset-json/missing'],
  },
  {
    name: 'names of datasets where numbers are asked for, options that training does not have',
    source: 'a README on the PANTHER challenge: Dataset091_PantherTask2 and Dataset093_PantherPretraining',
    script: `nnUNetv2_plan_and_preprocess -d Dataset091_PantherTask2
nnUNetv2_train -d Dataset091_PantherTask2 0 3d_fullres -pretrained_weights /path/to/Task1/fold_all/checkpoint_latest.pth
`,
    verdict: ['1 argument-values/type', '2 unknown-option/misread'],
  },
  {
    name: 'a planner that always plans the same network',
    source: 'a module FixedResEncLPlanner for nnU-Net, in its own words',
    script: `nnUNetv2_plan_and_preprocess -d 5 -pl FixedResEncLPlanner
nnUNetv2_train 5 3d_fullres all -p FixedResEncLPlans
nnUNetv2_move_plans_between_datasets -s 5 -t 6 -sp FixedResEncLPlans -tp FixedResEncLPlans
nnUNetv2_train 6 3d_fullres 0 -p FixedResEncLPlans -pretrained_weights $nnUNet_results/Dataset005_X/nnUNetTrainer__FixedResEncLPlans__3d_fullres/fold_all/checkpoint_final.pth
`,
    verdict: ['4 order/notPreprocessed'],
  },
  {
    name: 'a released model for interactive segmentation as a start, beside two ablations',
    source: 'a README on the PENGWIN challenge: datasets 457 and 458, plans of 225',
    script: `nnUNetv2_plan_and_preprocess -d 458 -pl nnUNetPlannerResEncL -c 3d_fullres
nnUNetv2_train 458 3d_fullres 0 -tr trialsTrainerPengwinFrag -p nnUNetResEncUNetLPlans
nnUNetv2_plan_and_preprocess -d 457 -c 3d_fullres
nnUNetv2_train 457 3d_fullres 0
nnUNetv2_move_plans_between_datasets -s 225 -t 458 \\
    -sp nnUNetResEncUNetLPlans_noResampling -tp nnUNetResEncUNetLPlans_noResampling
nnUNetv2_preprocess -d 458 -plans_name nnUNetResEncUNetLPlans_noResampling -c 3d_fullres_ps192
nnUNetv2_train 458 3d_fullres_ps192 0 -tr trialsTrainerPengwinFragNNI \\
    -p nnUNetResEncUNetLPlans_noResampling \\
    -pretrained_weights ~/.nninteractive/models/nnInteractive_v1.0/fold_0/checkpoint_final.pth
`,
    verdict: [],
  },
  {
    name: 'a planner of a fork, plans moved for a pretraining',
    source: 'notes of commands for an equivariant nnU-Net (ExperimentPlannerE2CNN)',
    script: `nnUNetv2_extract_fingerprint -d 4
nnUNetv2_extract_fingerprint -d 3
nnUNetv2_plan_experiment -d 4 -pl ExperimentPlannerE2CNN -gpu_memory_target 16
nnUNetv2_plan_experiment -d 3 -pl ExperimentPlannerE2CNN -gpu_memory_target 16
nnUNetv2_preprocess -d 4 -plans_name nnUNetPlansE2CNN
nnUNetv2_move_plans_between_datasets -s 4 -t 3 -sp nnUNetPlansE2CNN -tp nnUNetPlansE2CNN_pretraining
nnUNetv2_preprocess -d 3 -plans_name nnUNetPlansE2CNN_pretraining
`,
    verdict: [],
  },
  {
    name: 'a number that was not changed in the second half',
    source: 'https://github.com/elitap/hntsmrg24',
    script: `nnUNetv2_extract_fingerprint -d 30 --verify_dataset_integrity
nnUNetv2_plan_experiment -d 30 -pl nnUNetPlannerResEncM -gpu_memory_target 24 -overwrite_plans_name nnUNetResEncUNetMPlans_24Gb
nnUNetv2_preprocess -d 30 -plans_name nnUNetResEncUNetMPlans_24Gb -c 3d_fullres -np 12 --verbose
for f in 0 1 2 3 4 all; do
  CUDA_VISIBLE_DEVICES=0 nnUNetv2_train 30 3d_fullres $f -p nnUNetResEncUNetMPlans_24Gb
done
`,
    verdict: [],
  },
  {
    name: 'presets as their documentation says',
    source: `${guide}/master/documentation/resenc_presets.md`,
    script: `nnUNetv2_plan_experiment -d 7 -pl nnUNetPlannerResEncL
for fold in {0..4}; do nnUNetv2_train 7 3d_fullres $fold -p nnUNetResEncUNetLPlans; done
nnUNetv2_predict -d 7 -i in -o out -c 3d_fullres -p nnUNetResEncUNetLPlans
`,
    verdict: [],
  },
  {
    name: 'the name of the planner, and the new plans are not trained',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/2828',
    script: `nnUNetv2_plan_and_preprocess -d 7 -pl nnUNetPlannerResEncM --verify_dataset_integrity
nnUNetv2_train 7 3d_fullres 0
`,
    verdict: ['2 identifier-consistent/forgotten'],
  },
  {
    name: 'the name of a size is no planner',
    source: 'https://github.com/MIC-DKFZ/nnUNet/issues/2222',
    script: `nnUNetv2_plan_and_preprocess -d 199 -pl L
`,
    verdict: [],
  },
  {
    name: 'a template of a lab with variables and folds in a list',
    source: 'https://github.com/ivadomed/utilities/blob/main/scripts/run_nnunet.sh',
    script: `#!/bin/bash
DEVICE=\${1}
dataset_id=\${2}
dataset_name=\${3}
config="3d_fullres"
trainer="nnUNetTrainer"
folds=(0)
nnUNetv2_plan_and_preprocess -d \${dataset_id} --verify_dataset_integrity -c \${config}
for fold in \${folds[@]}; do
  CUDA_VISIBLE_DEVICES=\${DEVICE} nnUNetv2_train \${dataset_id} \${config} \${fold} -tr \${trainer}
  CUDA_VISIBLE_DEVICES=\${DEVICE} nnUNetv2_predict -i \${nnUNet_raw}/\${dataset_name}/imagesTs -tr \${trainer} -o out -d \${dataset_id} -f $fold -c \${config}
done
`,
    verdict: [],
  },
  {
    name: 'a job for each fold, folders by realpath',
    source: 'a Slurm job for Dataset405 of multiple sclerosis on a cluster of the Digital Research Alliance of Canada',
    script: `#!/bin/bash
#SBATCH --gpus-per-node=1
#SBATCH --array=0-4
module load python/3.10
source ~/scratch/nnunet-ms/bin/activate
export nnUNet_raw=$(realpath nnUNet_raw)
export nnUNet_preprocessed=$(realpath nnUNet_preprocessed)
export nnUNet_results=$(realpath nnUNet_results)
nnUNetv2_train 405 3d_fullres $SLURM_ARRAY_TASK_ID --npz
`,
    verdict: [],
  },
  {
    name: 'regions in a list, one for each task',
    source: 'a Slurm job of the University of Melbourne for organs at risk',
    script: `#!/bin/bash
#SBATCH --array=0-2
export nnUNet_results="/data/projects/models/nnunet"
REGIONS=('Bone_Mandible' 'Brainstem' 'Glnd_Lacrimal_L')
IDS=(11 12 13)
REGION=\${REGIONS[$SLURM_ARRAY_TASK_ID]}
ID=\${IDS[$SLURM_ARRAY_TASK_ID]}
nnUNetv2_plan_and_preprocess -d $ID --verify_dataset_integrity
for FOLD in $(seq 0 4); do nnUNetv2_train Dataset0\${ID}_$REGION 3d_fullres $FOLD; done
`,
    verdict: [],
  },
  {
    name: 'all folds of two configurations with plans from before',
    source: 'https://github.com/ygrepo/Craniopharyngiomas_Image_Segmentation/blob/main/script/train.sh',
    script: `#!/bin/bash
set -euo pipefail
export nnUNet_results="$PWD/data/nnUNet_results"
for f in 0 1 2 3 4; do
  nnUNetv2_train 501 3d_fullres $f -p nnUNetResEncUNetXLPlans
done
for f in 0 1 2 3 4; do
  nnUNetv2_train 501 2d $f -p nnUNetResEncUNetXLPlans
done
`,
    verdict: [],
  },
  {
    name: 'plans edited by hand between two steps',
    source: 'https://github.com/zpy2223/MICCAI-FLARE-2025-Task-1',
    script: `nnUNetv2_extract_fingerprint -d 523
nnUNetv2_plan_experiment -d 523
python edit_plans.py 3d_fullres_S4D2W32
nnUNetv2_preprocess -d 523 -c 3d_fullres -np 8
nnUNetv2_train 523 3d_fullres_S4D2W32 all -tr nnUNetTrainer_Epoch5000_Lr1e3
nnUNetv2_predict -i ./inputs -o ./outputs -c 3d_fullres_S4D2W32 -f all -d 523 -tr nnUNetTrainer_Epoch5000_Lr1e3
`,
    verdict: [],
  },
  {
    name: 'a preset with a name of its own and little memory, plans named after it',
    source: 'a PowerShell recipe for Dataset501_PancreasMultitask, as a shell would have it',
    script: `nnUNetv2_extract_fingerprint -d 501 --verify_dataset_integrity -np 2
nnUNetv2_plan_experiment -d 501 -pl nnUNetPlannerResEncM -overwrite_plans_name nnUNetResEncUNetMPlans
nnUNetv2_preprocess -d 501 -plans_name nnUNetResEncUNetMPlans -c 3d_fullres -np 2
nnUNetv2_train 501 3d_fullres 0 -tr nnUNetTrainerPancreasMultiTask -p nnUNetResEncUNetMPlans -device cuda
`,
    verdict: [],
  },
  {
    name: 'self-training and finetuning on the same dataset',
    source: 'a README on the LNQ2023 challenge: Dataset080_LNQ2023',
    script: `nnUNetv2_plan_and_preprocess -d 80 -c 3d_fullres --verify_dataset_integrity
nnUNetv2_train 80 3d_fullres all -tr=nnUNetPreTrainer_PED
nnUNetv2_train 80 3d_fullres all -tr=nnUNetPreTrainerVNetv2 -pretrained_weights=/hy-tmp/nnUNet_results/Dataset080_LNQ2023/nnUNetPreTrainer_PED__nnUNetPlans__3d_fullres/fold_all/checkpoint_best.pth
nnUNetv2_predict -i in -o out -d 80 -p nnUNetPlans -c 3d_fullres -f all -tr=nnUNetPreTrainerVNetv2
`,
    verdict: [],
  },
  {
    name: 'a job that goes on with another model of the same plans',
    source: 'a Slurm job of SynthRAD 2025: Dataset250 from a model of Dataset260',
    script: `#!/bin/bash
#SBATCH --gres=gpu:1
# srun nnUNetv2_train 544 3d_fullres 0 -tr nnUNetTrainerMRCT_loss_masked
srun nnUNetv2_train 250 3d_fullres 0 -tr nnUNetTrainerMRCT_loss -p nnUNetResEncUNetLPlans -pretrained_weights /datasets/results/Dataset260_synthrad2025_task1_MR_AB/nnUNetTrainerMRCT_loss_masked__nnUNetResEncUNetLPlans__3d_fullres/fold_0/checkpoint_final.pth
`,
    verdict: [],
  },
  {
    name: 'a notebook of Colab with names of Python, five folds in a loop',
    source:
      'a README on text prompted body parts (BP_Trainer), and a tutorial on MRI of the breast with nnU-Net in Colab',
    file: 'train.ipynb',
    script: JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          source: ['import os\n', 'dataset_id = "77"\n', "os.environ['nnUNet_raw'] = '/content/drive/nnUNet_raw'"],
        },
        { cell_type: 'code', source: ['!nnUNetv2_plan_and_preprocess -d "{dataset_id}" -pl nnUNetPlannerResEncL'] },
        {
          cell_type: 'code',
          source: [
            'for fold in [0, 1, 2, 3, 4]:\n',
            '    !nnUNetv2_train "{dataset_id}" 3d_fullres "{fold}" -p nnUNetResEncUNetLPlans -tr BP_Trainer',
          ],
        },
        {
          cell_type: 'code',
          source: [
            '!nnUNetv2_predict -i in -o out -d {dataset_id} -c 3d_fullres -tr BP_Trainer -p nnUNetResEncUNetLPlans',
          ],
        },
      ],
    }),
    verdict: [],
  },
  {
    name: 'a notebook that trains with few epochs and forgets the trainer when it predicts',
    source: 'a Colab notebook for mandibles (DATASET_ID, nnUNetTrainer_50epochs)',
    file: 'train.ipynb',
    script: JSON.stringify(
      {
        cells: [
          { cell_type: 'code', source: ['DATASET_ID = 12'] },
          { cell_type: 'code', source: ['!nnUNetv2_plan_and_preprocess -d {DATASET_ID} -c 3d_fullres'] },
          { cell_type: 'code', source: ['!nnUNetv2_train {DATASET_ID} 3d_fullres 0 -tr nnUNetTrainer_50epochs'] },
          { cell_type: 'code', source: ['!nnUNetv2_predict -i in -o out -d {DATASET_ID} -c 3d_fullres -f 0'] },
        ],
      },
      null,
      1,
    ),
    verdict: ['24 trained-model/other'],
  },
  {
    name: 'the workflow of nnU-Net from raw data to postprocessing',
    source: `${guide}/master/documentation/how_to_use_nnunet.md`,
    script: `nnUNetv2_plan_and_preprocess -d 100 --verify_dataset_integrity
for c in 2d 3d_fullres 3d_lowres 3d_cascade_fullres; do
  for f in 0 1 2 3 4; do nnUNetv2_train 100 $c $f --npz; done
done
nnUNetv2_find_best_configuration 100 -c 2d 3d_fullres 3d_lowres 3d_cascade_fullres
nnUNetv2_predict -i in -o out -d 100 -c 3d_fullres --save_probabilities
`,
    verdict: [],
  },
  {
    name: 'stages by name, of which one is run at a time',
    source: 'the usual shape of pipelines with stages: a case over $1',
    script: `STAGE=\${1:-all}
prepare() { nnUNetv2_extract_fingerprint -d 3; nnUNetv2_plan_experiment -d 3; nnUNetv2_preprocess -d 3 -c 3d_fullres; }
case "$STAGE" in
  train) nnUNetv2_train 3 3d_fullres "\${2:-0}" ;;
  predict) nnUNetv2_predict -i in -o out -d 3 -c 3d_fullres ;;
  prepare|all) prepare ;;
esac
`,
    verdict: [],
  },
];
